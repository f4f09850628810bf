/// A form of output for documents. A new form is a file here and its case in the options of the commands.
package protocol DocumentRenderer {
  /// The document as bytes. The same document gives the same bytes.
  func render(_ document: Document) -> [UInt8]
}
