/// The colours and lines of pictures. The palette is that of Okabe and Ito, darkened on white and lightened on black until
/// marks have a contrast of 3 to 1 and more; shape, pattern or place carries the meaning too.
enum ChartStyle {
  /// What the classes of ``SVGCanvas`` look like.
  static let rules = """
    svg{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    .t{fill:var(--ink)}.m{fill:var(--muted)}.b{fill:var(--ink);font-weight:600}.n{font-variant-numeric:tabular-nums}
    .g{stroke:var(--grid);fill:none}.x{stroke:var(--muted);fill:none}
    .f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}.f5{fill:var(--c5)}
    .k0,.k1,.k2,.k3,.k4,.k5{fill:none;stroke-width:2;stroke-linejoin:round}
    .k0{stroke:var(--c0)}.k1{stroke:var(--c1)}.k2{stroke:var(--c2)}.k3{stroke:var(--c3)}.k4{stroke:var(--c4)}
    .k5{stroke:var(--c5)}.d{stroke-dasharray:5 4}.l{opacity:.38}.w{opacity:.2}.s{stroke-width:1.2;opacity:.7}
    .h{fill:url(#hatch)}.hl{stroke:var(--muted);stroke-width:1}.hb{fill:var(--paper)}.o{stroke:var(--muted);fill:none}
    .sr{fill:var(--c0)}.ss{fill:var(--c1)}.sd{fill:var(--down)}.sf{fill:var(--c3)}.se{fill:var(--muted)}
    .p{fill:var(--paper)}.outage{fill:var(--grid);opacity:.55}
    """

  static let light = """
    --paper:#fff;--ink:#16191d;--muted:#5a636e;--grid:#dfe3e8;--down:#c3cad3;--c0:#0b5fa5;--c1:#c2570c;--c2:#00735c;\
    --c3:#a3197a;--c4:#6b5b00;--c5:#5a636e
    """
  static let dark = """
    --paper:#15181c;--ink:#eceff3;--muted:#a4adb8;--grid:#343a42;--down:#59626e;--c0:#5cb0f2;--c1:#f59a52;--c2:#3ecfa4;\
    --c3:#ee86c9;--c4:#d9c64a;--c5:#a4adb8
    """

  /// The sheet of a picture that stands alone.
  static let sheet = """
    svg{\(light)}
    @media (prefers-color-scheme:dark){svg{\(dark)}}
    \(rules)
    """

  /// The hatching of what nobody knows.
  static let definitions = """
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
    <rect class="hb" width="6" height="6"/><path class="hl" d="M0 0V6"/></pattern>
    """
}
