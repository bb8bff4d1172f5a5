/** The whole style of the report page; its hash stands in the page's Content-Security-Policy. */
export const style = `:root{color-scheme:light dark;--text:#1c2128;--back:#fff;--soft:#f3f4f6;--line:#d0d7de;--good:#116329;--bad:#a40e26}
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--back:#0d1117;--soft:#161b22;--line:#30363d;--good:#7ee787;--bad:#ff9492}}
body{margin:2rem auto;max-width:60rem;padding:0 1rem;color:var(--text);background:var(--back);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem;border-bottom:1px solid var(--line)}
article+article{margin-top:3rem;border-top:3px solid var(--line)}
code,pre{font:14px/1.45 ui-monospace,monospace;background:var(--soft);border-radius:4px}
code{padding:.1em .3em;overflow-wrap:anywhere}pre{padding:.8rem;overflow:auto}
pre.text{white-space:pre-wrap;overflow-wrap:anywhere}
ins,del{display:inline-block;min-width:100%;text-decoration:none}ins{color:var(--good)}del{color:var(--bad)}
mark{color:inherit;background:none;padding-bottom:3px;border-bottom:2px solid var(--good)}mark.look{border-bottom:2px dashed var(--bad)}
table{border-collapse:collapse}th,td{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
@media print{body{margin:0;max-width:none}pre{white-space:pre-wrap}}`;

/** SHA-256 of `style` as CSP writes it; a test recomputes it. */
export const styleHash = 'sha256-FFiQIX8S8NCtSasynAZcWgfaAXO+zbxMgsQoTf+oEbo=';
