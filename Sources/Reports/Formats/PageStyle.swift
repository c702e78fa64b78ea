/// The style sheet of every page: a serif for headings and large figures, the system's own type for
/// the rest, thin rules, and two colours that mean something.
enum PageStyle {
  static let css =
    """
    :root{color-scheme:light dark;\(Palette.light.css)}
    @media screen and (prefers-color-scheme:dark){:root{\(Palette.dark.css)}}
    """ + "\n" + text + "\n" + tables + "\n" + drawings + "\n" + paper

  private static let text = """
    *{box-sizing:border-box}
    html{background:var(--ground);color:var(--text);-webkit-text-size-adjust:100%}
    body{margin:0 auto;max-width:76rem;padding:0 clamp(1rem,4vw,3rem) 3rem;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:break-word}
    h1,h2,h3,.figure b{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Noto Serif",Georgia,"Liberation Serif",serif;font-weight:600;line-height:1.2;text-wrap:balance}
    h1{font-size:clamp(1.8rem,1.2rem + 2.4vw,2.8rem);margin:.2em 0 .35em;letter-spacing:-.01em}
    h2{font-size:1.35rem;margin:0 0 .8rem}
    h3{font-size:1.12rem;margin:2rem 0 .5rem}
    p{margin:0 0 .8rem;max-width:42rem}
    a{color:var(--accent);text-underline-offset:.15em}
    a:focus-visible,[tabindex]:focus-visible,input:focus-visible+label{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
    .skip{position:absolute;left:-100vw;top:0;padding:.6rem 1rem;background:var(--text);color:var(--ground);z-index:1}
    .skip:focus{left:0}
    header{padding:2.6rem 0 1.6rem}
    header .over{margin:0;color:var(--muted);font-size:.92rem}
    .lede{font-size:1.18rem;line-height:1.5;max-width:46rem}
    .simulated{border-left:4px solid var(--weak);background:var(--note);padding:.6rem .9rem;max-width:46rem}
    nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;margin:0;padding:0;font-size:.92rem}
    section{border-top:1px solid var(--rule);padding:1.5rem 0 1.8rem}
    .words{white-space:pre-line}
    .note,.sub{color:var(--muted);font-size:.86rem}
    .sub{display:block;font-weight:400}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:1.4rem 2rem;margin:0;padding:0;list-style:none}
    .figure b{display:block;font-size:2.1rem;font-variant-numeric:lining-nums}
    .figure span{display:block;line-height:1.35}
    ul.plain,ol.plain{margin:0 0 .8rem;padding-left:1.2rem;max-width:46rem}
    dl.pairs{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.25rem 1.4rem;margin:0 0 1rem}
    dl.pairs dt{color:var(--muted)}
    dl.pairs dd{grid-column:2;margin:0;min-width:0;max-width:46rem}
    .after{margin-top:1.4rem}
    code{font:.88em ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
    .strip{display:grid;grid-template-columns:repeat(4,1fr);gap:2px;margin:1.8rem 0 0;padding:0;list-style:none;max-width:46rem}
    .strip li{border-top:4px solid var(--accent);padding:.4rem .2rem 0}
    .strip b{font-size:1.3rem;font-variant-numeric:lining-nums tabular-nums}
    .strip span{display:block}
    .board{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:1rem}
    .board h3{margin:0 0 .5rem;border-top:4px solid var(--accent);padding-top:.4rem}
    .cards{list-style:none;margin:0;padding:0;font-size:.92rem}
    .cards li{background:var(--note);margin:0 0 .5rem;padding:.45rem .6rem;line-height:1.35}
    article{border-top:1px solid var(--track);padding-top:.2rem;margin-top:1.6rem}
    article:first-child{border:0;padding:0;margin:0}article:first-child h3{margin-top:.15rem}
    footer{border-top:3px double var(--rule);padding-top:1.5rem;font-size:.92rem}
    @media (min-width:64rem){section,footer{display:grid;grid-template-columns:13rem minmax(0,1fr);column-gap:2.5rem}}
    @media (max-width:36rem){dl.pairs{grid-template-columns:1fr;gap:0}dl.pairs dd{grid-column:1;margin-bottom:.5rem}.strip span.sub{display:none}}
    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:0 0 1rem}
    table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4}
    caption{text-align:left;color:var(--muted);font-size:.86rem;padding-bottom:.4rem}
    th,td{padding:.42rem .9rem .42rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--track)}
    th:last-child,td:last-child{padding-right:.2rem}
    thead th{color:var(--muted);font-weight:500;vertical-align:bottom;border-bottom:1px solid var(--rule)}
    tbody th{font-weight:500;min-width:11rem}
    .number{text-align:right;font-variant-numeric:lining-nums tabular-nums;white-space:nowrap}
    thead .number{white-space:normal}
    .heat td,.heat thead .number{padding:.42rem .7rem;border-left:2px solid var(--ground);min-width:6rem}
    .heat td .sub{color:inherit}
    .id{white-space:nowrap}
    .none{color:var(--muted)}
    .heat0{background:var(--heat0)}.heat1{background:var(--heat1)}.heat2{background:var(--heat2)}.heat3{background:var(--heat3)}
    """

  private static let drawings = """
    .charts{display:grid;gap:2rem 3rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr))}
    figure{margin:0 0 1.2rem;position:relative;min-width:0}
    figcaption{font-weight:600;margin-bottom:.5rem}
    .plot svg{display:block;overflow:visible}
    .plot svg[role]{margin-bottom:.5rem}
    svg text{fill:var(--text);font-size:13px;font-variant-numeric:lining-nums tabular-nums}
    svg .axis{fill:var(--muted);font-size:11.5px}
    svg .strong{font-weight:600}
    svg .halo{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}
    .track{stroke:var(--track);stroke-width:1}.base{stroke:var(--rule);stroke-width:1}
    .target{stroke:var(--text);stroke-width:1.5;stroke-dasharray:3 2}
    .whisker{stroke:var(--accent);stroke-width:1.8;fill:none}
    .overdue{stroke:var(--weak);stroke-width:2.4;stroke-dasharray:2 3}
    .fill{fill:var(--accent)}.fill.weak{fill:var(--weak)}
    .hollow{fill:var(--ground);stroke:var(--accent);stroke-width:1.8}
    .stroke{fill:none;stroke:var(--accent);stroke-width:2.2}
    .bar{fill:var(--accent)}
    .hatchframe{stroke:var(--weak);stroke-width:1}rect.hatchframe:not([fill]){fill:none}
    .hatch{stroke:var(--weak);stroke-width:1.4;fill:none}
    .legend{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;margin:0 0 .4rem;padding:0;list-style:none;font-size:.86rem;color:var(--muted)}
    .legend li{display:flex;align-items:center;gap:.35rem}
    .toggle{accent-color:var(--accent);margin:0 .45rem 0 0;vertical-align:-.1em}
    .toggle+label{font-size:.86rem;color:var(--muted);cursor:pointer}
    .figures{margin-top:.6rem}.figures table{font-size:.84rem}.figures th,.figures td{padding-right:.6rem}.figures tbody th{min-width:0}
    @media screen{.toggle:not(:checked)~.figures{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}.toggle:not(:checked)~.figures .scroll{overflow:visible}}
    @media (max-width:36rem){svg .wide{display:none}}
    """

  private static let paper = """
    @page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page);font:9pt serif}}
    @media print{
    html{background:none;font-size:9.5pt}body{padding:0;max-width:none}
    p,.lede,ul.plain,dl.pairs dd{max-width:none;orphans:3;widows:3}
    .skip,nav,.toggle,.toggle+label{display:none}
    header{padding-top:0}section{padding:1rem 0}
    h1{font-size:24pt}svg text{font-size:11px}svg .axis{font-size:10px}
    h2,h3,figcaption,caption{break-after:avoid}
    tr,.plot,.figure,.strip,.pairs,.simulated{break-inside:avoid}
    thead{display:table-header-group}.scroll{overflow:visible}
    .charts{grid-template-columns:1fr 1fr;gap:1rem 2.4rem}.facts{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}
    th,td{padding:.2rem .6rem .2rem 0}tbody th{min-width:0}.heat td,.heat thead .number{padding:.2rem .4rem;min-width:0}
    .heat td,.bar,.fill,.hatchframe{print-color-adjust:exact}
    }
    """
}
