import NBCollector
import NBReadModel
import NBReports

/// Files that people write by hand: whatever is in them, they are read or refused with a line.
enum FuzzFiles {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  static func clouds(_ bytes: [UInt8]) {
    let choice = AccountChoice(
      cloud: "a", environment: { $0 == "OS_CLIENT_CONFIG_FILE" ? "clouds.yaml" : nil }, read: { _ in bytes })
    _ = try? choice.account()
    do {
      _ = try YAMLReader.read(bytes)
    } catch {
      promise(!error.reason.isEmpty, "a refusal has a reason")
    }
  }

  static func watch(_ bytes: [UInt8]) {
    do {
      let file = try WatchFile(text(bytes))
      promise(!file.targets.isEmpty, "a file has a target")
    } catch {
      promise(error.line >= 1 && !error.message.isEmpty, "a refusal has a line and a reason")
    }
  }

  static func definition(_ bytes: [UInt8]) {
    do {
      _ = try ReportDefinition(text(bytes), file: "f")
    } catch {
      promise(error.line >= 0 && !error.message.isEmpty, "a refusal has a line and a reason")
    }
  }

  static func query(_ bytes: [UInt8]) {
    for isStrict in [false, true] { _ = try? QueryHeader(text(bytes), isStrict: isStrict) }
    _ = try? NamedQuery(usersOwn: text(bytes), name: "f.sql")
  }
}
