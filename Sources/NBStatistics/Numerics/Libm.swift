// The only outside code of this module: the C mathematics library, seen through the target's own names so that the
// other files import nothing.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Natural logarithm; minus infinity at 0.
@inline(__always)
package func naturalLog(_ x: Double) -> Double { log(x) }

/// e to the power x.
@inline(__always)
package func exponential(_ x: Double) -> Double { exp(x) }

/// ln(1 + x) without loss for small x.
@inline(__always)
func naturalLogOnePlus(_ x: Double) -> Double { log1p(x) }

/// Complementary error function, 1 - erf(x), accurate far into the tail.
@inline(__always)
func complementaryError(_ x: Double) -> Double { erfc(x) }

/// The angle within -pi/2...pi/2 whose sine is x.
@inline(__always)
func arcSine(_ x: Double) -> Double { asin(x) }
