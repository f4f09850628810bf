import CYaml

/// A YAML document as far as configuration needs it: anchors, merge keys, both quotings and flow style are resolved.
package indirect enum YAMLValue: Sendable, Equatable {
  /// The text; `isPlain` when it stood without quotes, and may mean true, false or null.
  case scalar(String, isPlain: Bool)
  case list([YAMLValue])
  /// In the order of the document; the last of equal keys counts.
  case map([String: YAMLValue])

  /// The value of a key of a map.
  package subscript(_ key: String) -> YAMLValue? {
    guard case .map(let members) = self, let value = members[key], value != .null else { return nil }
    return value
  }

  /// The text of a scalar that is not empty.
  package var text: String? {
    guard case .scalar(let text, _) = self, !text.isEmpty else { return nil }
    return text
  }

  /// The meaning of a plain `true`, `no`, `off` … (YAML 1.1).
  package var boolean: Bool? {
    guard case .scalar(let text, _) = self else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return nil
    }
  }

  static let null = YAMLValue.scalar("", isPlain: true)

  /// The value with `other` laid over it: maps are merged at every depth, everything else is replaced.
  package func merged(with other: YAMLValue) -> YAMLValue {
    guard case .map(let mine) = self, case .map(let theirs) = other else { return other }
    return .map(mine.merging(theirs) { $0.merged(with: $1) })
  }
}

/// Why a file is no YAML; in words with a line, never with text of the file, which may be a password.
package struct YAMLFault: Error, Equatable, CustomStringConvertible {
  package let line: Int
  package let reason: String

  package var description: String { "line \(line): \(reason)" }
}

/// Reads the first document of a YAML file with libyaml. JSON is YAML, so that `clouds.json` needs nothing else.
package struct YAMLReader {
  private static let maximumDepth = 64
  /// Aliases may repeat what they name, again and again.
  private static let maximumNodes = 100_000

  private var document: yaml_document_t
  private var nodes = 0

  /// The document's value; an empty file is an empty map.
  package static func read(_ bytes: [UInt8]) throws(YAMLFault) -> YAMLValue {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLFault(line: 1, reason: "no memory") }
    defer { yaml_parser_delete(&parser) }
    var document = yaml_document_t()
    let isRead = bytes.withUnsafeBufferPointer { input in
      yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
      return yaml_parser_load(&parser, &document) == 1
    }
    guard isRead else {
      let reason = parser.problem.map { String(cString: $0) } ?? "cannot be read"
      throw YAMLFault(line: Int(parser.problem_mark.line) + 1, reason: reason)
    }
    defer { yaml_document_delete(&document) }
    guard yaml_document_get_root_node(&document) != nil else { return .map([:]) }
    var reader = YAMLReader(document: document)
    return try reader.value(1, depth: 0)
  }

  private init(document: yaml_document_t) { self.document = document }

  private mutating func value(_ index: Int32, depth: Int) throws(YAMLFault) -> YAMLValue {
    guard let node = yaml_document_get_node(&document, index)?.pointee else { return .null }
    nodes += 1
    guard depth < Self.maximumDepth, nodes < Self.maximumNodes else {
      throw YAMLFault(line: Int(node.start_mark.line) + 1, reason: "nested too deeply")
    }
    switch node.type {
    case YAML_SCALAR_NODE:
      let scalar = node.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      return isPlain && ["~", "null", "Null", "NULL"].contains(text) ? .null : .scalar(text, isPlain: isPlain)
    case YAML_SEQUENCE_NODE:
      let items = node.data.sequence.items
      var list: [YAMLValue] = []
      var at = items.start
      while let item = at, item != items.top {
        list.append(try value(item.pointee, depth: depth + 1))
        at = item + 1
      }
      return .list(list)
    case YAML_MAPPING_NODE:
      return try map(node, depth: depth)
    default:
      return .null
    }
  }

  /// A mapping; what `<<` names is laid under its own members (YAML 1.1, "merge").
  private mutating func map(_ node: yaml_node_t, depth: Int) throws(YAMLFault) -> YAMLValue {
    let pairs = node.data.mapping.pairs
    var members: [String: YAMLValue] = [:]
    var merged: [YAMLValue] = []
    var at = pairs.start
    while let pair = at, pair != pairs.top {
      let key = try value(pair.pointee.key, depth: depth + 1)
      let item = try value(pair.pointee.value, depth: depth + 1)
      if case .scalar(let name, let isPlain) = key {
        if name == "<<", isPlain {
          if case .list(let several) = item { merged += several } else { merged.append(item) }
        } else {
          members[name] = item
        }
      }
      at = pair + 1
    }
    for case .map(let base) in merged { members.merge(base) { own, _ in own } }
    return .map(members)
  }
}
