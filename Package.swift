// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "nbtrack",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "NBSQLite", dependencies: ["CSQLite"], swiftSettings: settings),
    .target(
      name: "NBEventLog", dependencies: ["NBObservations", "NBSQLite"],
      resources: [.embedInCode("Migrations")], swiftSettings: settings),
    .target(
      name: "NBObservations",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(name: "NBProjections", dependencies: ["NBObservations"], swiftSettings: settings),
    .target(
      name: "NBReadModel", dependencies: ["NBObservations", "NBSQLite", "NBEventLog", "NBProjections", "NBStatistics"],
      resources: [.embedInCode("SQL"), .embedInCode("queries")], swiftSettings: settings),
    .target(name: "NBSources", dependencies: ["CZlib", "CZstd"], swiftSettings: settings),
    .target(name: "NBStatistics", swiftSettings: settings),
    .target(name: "NBReports", swiftSettings: settings),
    .target(
      name: "NBCommands",
      dependencies: [
        "NBObservations", "NBSQLite", "NBEventLog", "NBProjections", "NBReadModel", "NBReports", "NBSources",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.embedInCode("Report/weekly.toml")], swiftSettings: settings),
    .executableTarget(name: "nbreport", dependencies: ["NBCommands"], swiftSettings: settings),
    .executableTarget(name: "nbtrack", dependencies: ["NBCommands"], swiftSettings: settings),
    .executableTarget(
      name: "validate-statistics", dependencies: ["NBStatistics", "StatisticsSimulator"],
      path: "Sources/ValidateStatistics", swiftSettings: settings),
    // What tests share.
    .target(
      name: "NBSQLiteFaults", dependencies: ["CSQLite"], path: "Tests/Support/NBSQLiteFaults",
      swiftSettings: settings),
    .target(
      name: "NBTestFiles", dependencies: ["CZstd"], path: "Tests/Support/NBTestFiles", swiftSettings: settings),
    .target(
      name: "StatisticsSimulator", dependencies: ["NBStatistics"], path: "Tests/StatisticsSimulator",
      swiftSettings: settings),
    .testTarget(
      name: "NBSQLiteTests", dependencies: ["NBSQLite", "NBSQLiteFaults", "NBTestFiles"], swiftSettings: settings),
    .testTarget(
      name: "NBSourcesTests", dependencies: ["NBSources", "NBTestFiles", "CZlib", "CZstd"], swiftSettings: settings),
    .target(
      name: "NBTestHistories", dependencies: ["NBObservations"], path: "Tests/Support/NBTestHistories",
      swiftSettings: settings),
    .testTarget(
      name: "NBObservationsTests", dependencies: ["NBObservations", "NBSQLite", "NBTestHistories"],
      swiftSettings: settings),
    .testTarget(
      name: "NBEventLogTests",
      dependencies: ["NBEventLog", "NBObservations", "NBSQLite", "NBSQLiteFaults", "NBTestFiles", "NBTestHistories"],
      swiftSettings: settings),
    .testTarget(
      name: "NBReadModelTests",
      dependencies: ["NBReadModel", "NBEventLog", "NBObservations", "NBSQLite", "NBTestFiles", "NBTestHistories"],
      exclude: ["Frozen", "Goldens"], swiftSettings: settings),
    .testTarget(
      name: "NBProjectionsTests", dependencies: ["NBProjections", "NBObservations"], swiftSettings: settings),
    .testTarget(
      name: "NBCommandsTests",
      dependencies: [
        "NBCommands", "NBObservations", "NBProjections", "NBSQLite", "NBEventLog", "NBReadModel", "NBReports",
        "NBTestFiles",
      ], swiftSettings: settings),
    .testTarget(
      name: "NBStatisticsTests", dependencies: ["NBStatistics", "StatisticsSimulator"], swiftSettings: settings),
    .testTarget(
      name: "NBReportsTests", dependencies: ["NBReports", "NBTestFiles"], exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["nbtrack", "nbreport", "NBSQLite", "NBTestFiles", "CZstd"],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "WeeklyReportTests",
      dependencies: ["NBCommands", "NBReadModel", "NBEventLog", "NBObservations", "NBSources", "NBTestFiles"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
