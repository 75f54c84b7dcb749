/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/parts.h"

#define LIGHT                                                                                     \
	"--ink:#1a1a1a;--soft:#595959;--rule:#c4c4c4;--ground:#fff;--left:#0072b2;"               \
	"--left-text:#005f96;--right:#d55e00;--right-text:#a84a00;--band:#d0d0d0;--lift:#e4e4e4;" \
	"--lower:#f3f3f3;"
#define DARK                                                                                   \
	"--ink:#ececec;--soft:#b0b0b0;--rule:#4a4a4a;--ground:#151515;--left:#56b4e9;"         \
	"--left-text:#56b4e9;--right:#e69f00;--right-text:#e69f00;--band:#444;--lift:#303030;" \
	"--lower:#222;"

/* Text in three sizes; the right side is dashed on paper, where colour may be lost. */
const char page_style[] =
	":root{color-scheme:light dark;" LIGHT "}\n"
	"@media(prefers-color-scheme:dark){:root{" DARK "}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--ground);color:var(--ink);"
	"font:15px/1.4 system-ui,'Segoe UI','DejaVu Sans',sans-serif}\n"
	"main{max-width:780px;margin:0 auto;padding:20px 24px}\n"
	"header{display:flex;justify-content:space-between;gap:16px;align-items:baseline;"
	"border-bottom:1px solid var(--rule);padding-bottom:6px}\n"
	"h1{font-size:15px;margin:0}\n"
	"h2{font-size:15px;margin:0 0 4px}\n"
	".quality{white-space:nowrap;font-weight:600}\n"
	".meta{font-size:12px;color:var(--soft);margin:4px 0 0}\n"
	".sentence{font-size:24px;line-height:1.25;margin:18px 0 4px}\n"
	".detail{margin:0 0 14px}\n"
	"section{margin:16px 0}\n"
	".two{display:grid;grid-template-columns:1fr 1fr;gap:24px;align-items:start}\n"
	"svg{display:block;width:100%;height:auto}\n"
	".wide{overflow-x:auto}figure.wide svg{min-width:560px}\n"
	"svg text{font-size:11px;fill:var(--ink)}\n"
	"svg .axis{fill:var(--soft)}svg .mid{text-anchor:middle}svg .end{text-anchor:end}\n"
	"svg .side{font-size:13px;font-weight:600}\n"
	"svg .soft{fill:var(--soft)}svg .l{fill:var(--left-text)}svg .r{fill:var(--right-text)}\n"
	".line{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke:var(--ink)}\n"
	".line.left{stroke:var(--left)}.line.right{stroke:var(--right)}\n"
	".line.one{stroke:var(--soft);stroke-width:.8;opacity:.55}.line.mean{stroke-width:2.2}\n"
	".line.plate2{stroke:var(--soft);stroke-dasharray:5 2}\n"
	".grid{stroke:var(--rule);stroke-width:.5}.tick{stroke:var(--soft)}\n"
	".even{stroke:var(--ink);stroke-width:1;stroke-dasharray:2 3}\n"
	".whisker{stroke:var(--ink);stroke-width:1.5;fill:none}\n"
	".barl{fill:var(--left)}.barr{fill:var(--right)}\n"
	".band{fill:var(--band)}.lift{fill:var(--lift)}.lower{fill:var(--lower)}\n"
	"table{border-collapse:collapse;width:100%;font-size:12px;font-variant-numeric:tabular-"
	"nums}\n"
	"th{text-align:left;font-weight:600;border-bottom:1px solid var(--rule);"
	"vertical-align:bottom}\n"
	"th,td{padding:3px 10px 3px 0}th.n,td.n{text-align:right}\n"
	"th:last-child,td:last-child{padding-right:0}\n"
	"td.bar svg{width:96px}td.n,td.nowrap{white-space:nowrap}tr.out td{color:var(--soft)}\n"
	"figcaption,.note{font-size:12px;color:var(--soft);margin:2px 0 0}figure{margin:0}\n"
	"ul{margin:0;padding:0;list-style:none;font-size:12px}\n"
	"footer{border-top:1px solid var(--rule);margin-top:16px;padding-top:8px;font-size:12px}\n"
	"footer p{margin:0 0 6px}.hash{font-family:monospace;overflow-wrap:anywhere}\n"
	"@media(max-width:600px){.two{grid-template-columns:1fr}.sentence{font-size:20px}"
	"main{padding:12px}.wide table{min-width:560px}}\n"
	"@page{size:A4 portrait;margin:12mm}\n"
	"@media print{:root{" LIGHT "}main{max-width:none;padding:0}"
	".line.right{stroke-dasharray:5 2}section{margin:10px 0;break-inside:avoid}"
	".sentence{font-size:18pt;margin-top:10px}.wide{overflow:visible}"
	"*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";
