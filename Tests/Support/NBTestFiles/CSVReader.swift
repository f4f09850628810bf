/// A CSV reader written from RFC 4180 alone, to check the writer against: quoted fields, doubled quotes, line breaks
/// inside quotes, LF or CR LF after a row. Nil when the bytes are not such a file.
package func readCSV(_ bytes: [UInt8]) -> [[String]]? {
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var position = 0
  while position < bytes.count {
    if field.isEmpty, bytes[position] == 0x22 {
      position += 1
      while true {
        guard position < bytes.count else { return nil }
        if bytes[position] == 0x22 {
          if position + 1 < bytes.count, bytes[position + 1] == 0x22 {
            field.append(0x22)
            position += 2
            continue
          }
          position += 1
          break
        }
        field.append(bytes[position])
        position += 1
      }
      guard position < bytes.count, [0x2C, 0x0A, 0x0D].contains(bytes[position]) else { return nil }
    }
    switch bytes[position] {
    case 0x2C:
      row.append(String(decoding: field, as: UTF8.self))
      field = []
    case 0x0D, 0x0A:
      if bytes[position] == 0x0D {
        guard position + 1 < bytes.count, bytes[position + 1] == 0x0A else { return nil }
        position += 1
      }
      row.append(String(decoding: field, as: UTF8.self))
      rows.append(row)
      row = []
      field = []
    case 0x22: return nil
    default: field.append(bytes[position])
    }
    position += 1
  }
  return row.isEmpty && field.isEmpty ? rows : nil
}
