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
    .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "NBBasics", swiftSettings: settings),
    .target(name: "CCurl"),
    .target(name: "CXlsx"),
    .target(
      name: "NBCollector",
      dependencies: ["NBBasics", "CCurl", "CYaml", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(name: "NBSQLite", dependencies: ["NBBasics", "CSQLite"], swiftSettings: settings),
    .target(
      name: "NBEventLog", dependencies: ["NBBasics", "NBObservations", "NBSQLite"],
      resources: [.embedInCode("Migrations"), .embedInCode("SQL")], swiftSettings: settings),
    .target(
      name: "NBObservations",
      dependencies: ["NBBasics", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(
      name: "NBFleet", dependencies: ["NBBasics", "NBObservations", "NBProjections"], swiftSettings: settings),
    .target(name: "NBProjections", dependencies: ["NBBasics", "NBObservations"], swiftSettings: settings),
    .target(
      name: "NBReadModel",
      dependencies: [
        "NBBasics", "NBFleet", "NBObservations", "NBSQLite", "NBEventLog", "NBProjections", "NBStatistics",
      ],
      resources: [.embedInCode("SQL"), .embedInCode("queries")], swiftSettings: settings, plugins: ["ListQueries"]),
    .plugin(name: "ListQueries", capability: .buildTool()),
    .target(name: "NBSources", dependencies: ["NBBasics", "CZlib", "CZstd"], swiftSettings: settings),
    // Optimised in debug builds too: unoptimised, an estimate and each test that asks for one take fifteen times as long.
    .target(
      name: "NBStatistics",
      swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(name: "NBReports", dependencies: ["NBBasics"], swiftSettings: settings),
    .target(
      name: "NBCommands",
      dependencies: [
        "CXlsx", "NBBasics", "NBCollector", "NBFleet", "NBObservations", "NBStatistics", "NBSQLite", "NBEventLog",
        "NBProjections", "NBReadModel", "NBReports",
        "NBSources",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.embedInCode("Report/weekly.toml"), .embedInCode("Report/weekly-details.toml")],
      swiftSettings: settings),
    .executableTarget(name: "nbreport", dependencies: ["NBCommands"], swiftSettings: settings),
    .executableTarget(name: "nbtrack", dependencies: ["NBCommands"], swiftSettings: settings),
    .executableTarget(
      name: "validate-statistics", dependencies: ["NBStatistics", "StatisticsSimulator"],
      path: "Sources/ValidateStatistics", swiftSettings: settings),
    .target(
      name: "WatchSimulator", dependencies: ["NBBasics", "NBCollector", "NBStatistics", "StatisticsSimulator"],
      swiftSettings: settings),
    .executableTarget(
      name: "simulate-watch", dependencies: ["WatchSimulator"], path: "Sources/SimulateWatch",
      swiftSettings: settings),
    // What tests share.
    .target(
      name: "NBSQLiteFaults", dependencies: ["CSQLite"], path: "Tests/Support/NBSQLiteFaults",
      swiftSettings: settings),
    .target(
      name: "NBTestFiles", dependencies: ["CZstd"], path: "Tests/Support/NBTestFiles", swiftSettings: settings),
    .target(
      name: "NBFuzzTargets",
      dependencies: [
        "NBBasics", "NBCollector", "NBFleet", "NBObservations", "NBProjections", "NBReadModel", "NBReports",
        "NBSources",
      ], path: "Tests/Support/NBFuzzTargets", swiftSettings: settings),
    .testTarget(name: "NBFuzzTests", dependencies: ["NBFuzzTargets", "NBTestHistories"], swiftSettings: settings),
    .target(
      name: "StatisticsSimulator", dependencies: ["NBStatistics"],
      swiftSettings: settings),
    .testTarget(
      name: "NBCollectorTests",
      dependencies: ["NBCollector", "NBBasics", .product(name: "Crypto", package: "swift-crypto")],
      exclude: ["Recorded"], swiftSettings: settings),
    .testTarget(
      name: "NBSQLiteTests", dependencies: ["NBBasics", "NBSQLite", "NBSQLiteFaults", "NBTestFiles"],
      swiftSettings: settings),
    .testTarget(
      name: "NBSourcesTests", dependencies: ["NBBasics", "NBSources", "NBTestFiles", "CZlib", "CZstd"],
      swiftSettings: settings),
    .target(
      name: "NBTestHistories", dependencies: ["NBBasics", "NBObservations"], path: "Tests/Support/NBTestHistories",
      swiftSettings: settings),
    .testTarget(name: "NBBasicsTests", dependencies: ["NBBasics", "NBTestHistories"], swiftSettings: settings),
    .testTarget(
      name: "NBObservationsTests", dependencies: ["NBBasics", "NBObservations", "NBSQLite", "NBTestHistories"],
      swiftSettings: settings),
    .testTarget(
      name: "NBEventLogTests",
      dependencies: [
        "NBBasics", "NBEventLog", "NBObservations", "NBSQLite", "NBSQLiteFaults", "NBTestFiles", "NBTestHistories",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "NBDurabilityTests",
      dependencies: [
        "NBBasics", "NBCommands", "NBEventLog", "NBObservations", "NBReadModel", "NBSQLite", "NBSQLiteFaults",
        "NBTestFiles", "NBTestHistories",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "NBReadModelTests",
      dependencies: [
        "NBBasics", "NBFleet", "NBReadModel", "NBEventLog", "NBObservations", "NBSQLite", "NBTestFiles",
        "NBTestHistories",
      ],
      exclude: ["Frozen", "Goldens"], swiftSettings: settings),
    .testTarget(
      name: "NBFleetTests",
      dependencies: ["NBBasics", "NBFleet", "NBObservations", "NBProjections", "NBTestHistories"],
      swiftSettings: settings),
    .testTarget(
      name: "NBProjectionsTests", dependencies: ["NBBasics", "NBProjections", "NBObservations"], swiftSettings: settings
    ),
    .testTarget(
      name: "NBCommandsTests",
      dependencies: [
        "NBBasics", "NBCommands", "NBCollector", "NBObservations", "NBProjections", "NBSQLite", "NBSQLiteFaults",
        "NBEventLog", "NBReadModel", "NBReports", "NBTestFiles",
      ], exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "NBStatisticsTests", dependencies: ["NBStatistics", "StatisticsSimulator"], exclude: ["JointPath/Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "NBReportsTests", dependencies: ["NBBasics", "NBReports", "NBTestFiles"], exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "nbtrack", "nbreport", "NBSQLite", "NBTestFiles", "NBTestHistories", "WatchSimulator", "CZlib", "CZstd",
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "WeeklyReportTests",
      dependencies: [
        "NBBasics", "NBCommands", "NBReadModel", "NBEventLog", "NBObservations", "NBSources", "NBTestFiles",
      ], exclude: ["Goldens"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
