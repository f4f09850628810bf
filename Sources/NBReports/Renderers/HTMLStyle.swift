/// The look of a page: light and dark, narrow and wide, on a screen and on paper.
enum HTMLStyle {
  static let sheet = """
    :root{color-scheme:light dark;\(ChartStyle.light);--bad:#a4262c;--good:#146c43;--odd:#8a5300}
    @media screen and (prefers-color-scheme:dark){:root{\(ChartStyle.dark);--bad:#ff8f8a;--good:#5fd39a;--odd:#f0b95a}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
    "DejaVu Sans",sans-serif;-webkit-text-size-adjust:100%}
    main{max-width:64rem;margin:0 auto;padding:1.25rem 1rem 3rem}
    h1{font-size:1.6rem;line-height:1.2;margin:0 0 .4rem}
    h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
    h3{font-size:1rem;line-height:1.35;margin:0 0 .15rem}
    p{margin:.3rem 0 .8rem;max-width:46rem}
    header p{color:var(--muted);margin:0}
    ol,ul{padding-left:1.4rem;margin:.3rem 0 1rem}li{margin:.25rem 0;max-width:52rem}
    .scroll{overflow-x:auto;margin:.4rem 0 .6rem}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
    th,td{padding:.32rem .9rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
    thead th{color:var(--muted);font-weight:600;font-size:.85rem;border-bottom-color:var(--muted)}
    tbody th{font-weight:500}
    .num{text-align:right;white-space:nowrap}td:last-child,th:last-child{padding-right:0}
    .nb{white-space:nowrap}
    code{font:.92em ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
    a{color:var(--c0)}
    .bad{color:var(--bad);font-weight:600}.good{color:var(--good)}.odd{color:var(--odd);font-weight:600}
    .strong{font-weight:600}.faint,.notes{color:var(--muted)}
    .notes{font-size:.88rem;list-style:none;padding:0;margin:.2rem 0 1rem}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.6rem 2.2rem;\
    margin:1rem 0}
    figure{margin:0;min-width:0}figure.wide{grid-column:1/-1}
    figcaption p{color:var(--muted);font-size:.92rem;margin:0 0 .5rem}
    .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:1rem 1.6rem}
    svg{display:block;width:100%;height:auto;max-width:40rem}
    figure.wide svg{max-width:none}.panels svg{max-width:32rem}
    .narrow{display:none}
    details{font-size:.9rem;margin-top:.35rem}summary{cursor:pointer;color:var(--muted)}
    summary:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--c0);outline-offset:2px}
    dt{font-weight:600}dd{margin:0 0 .5rem}
    @media (max-width:40rem){main{padding:1rem .8rem 2rem}h1{font-size:1.35rem}table{font-size:.88rem}
    th,td{padding-right:.6rem}.num{white-space:normal}.wideonly{display:none}.narrow{display:block}}
    @media print{@page{margin:14mm}body{font-size:10.5pt}main{max-width:none;padding:0}h2{margin-top:1.1rem}
    figure,tr,li{break-inside:avoid}h2,h3{break-after:avoid}details{display:none}.scroll{overflow:visible}
    .figures{grid-template-columns:1fr 1fr;gap:1rem 1.4rem}.panels{grid-template-columns:repeat(3,1fr)}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{color:inherit;text-decoration:none}}
    \(ChartStyle.rules)
    """
}
