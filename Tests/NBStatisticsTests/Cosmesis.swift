import NBStatistics

/// The breast cosmesis data of Finkelstein & Wolfe (1985): months until retraction, by treatment. Right end nil: not
/// seen by the last visit.
enum Cosmesis {
  static let radiotherapy: [CensoredInterval] = rows([
    (45, nil), (6, 10), (0, 7), (46, nil), (46, nil), (7, 16), (17, nil), (7, 14), (37, 44), (0, 8), (4, 11),
    (15, nil), (11, 15), (22, nil), (46, nil), (46, nil), (25, 37), (46, nil), (26, 40), (46, nil), (27, 34),
    (36, 44), (46, nil), (36, 48), (37, nil), (40, nil), (17, 25), (46, nil), (11, 18), (38, nil), (5, 12),
    (37, nil), (0, 5), (18, nil), (24, nil), (36, nil), (5, 11), (19, 35), (17, 25), (24, nil), (32, nil),
    (33, nil), (19, 26), (37, nil), (34, nil), (36, nil),
  ])

  static let chemotherapy: [CensoredInterval] = rows([
    (8, 12), (0, 22), (24, 31), (17, 27), (17, 23), (24, 30), (16, 24), (13, nil), (11, 13), (16, 20),
    (18, 25), (17, 26), (32, nil), (23, nil), (44, 48), (14, 17), (0, 5), (5, 8), (12, 20), (11, nil),
    (33, 40), (31, nil), (13, 39), (19, 32), (34, nil), (13, nil), (16, 24), (35, nil), (15, 22), (11, 17),
    (22, 32), (10, 35), (30, 34), (13, nil), (10, 17), (8, 21), (4, 9), (11, nil), (14, 19), (4, 8),
    (34, nil), (30, 36), (18, 24), (16, 60), (35, 39), (21, nil), (11, 20), (48, nil),
  ])

  private static func rows(_ bounds: [(Int64, Int64?)]) -> [CensoredInterval] {
    bounds.map { CensoredInterval(left: $0.0, right: $0.1) }
  }
}
