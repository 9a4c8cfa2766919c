import type { Shape } from './shape.js';

const seam = 'fill="none" stroke="$dark" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"';

export const clothes: Readonly<Record<string, Shape>> = {
  tee: {
    body: 'M140 90 L80 120 L45 190 L100 218 L118 190 L118 325 Q200 338 282 325 L282 190 L300 218 L355 190 L320 120 L260 90 Q200 140 140 90 Z',
    details: `<path d="M140 90 Q200 140 260 90 L250 86 Q200 124 150 86 Z" fill="$light"/><path d="M118 190 L112 150 M282 190 L288 150" ${seam}/>`,
  },
  sweater: {
    body: 'M145 88 L92 112 Q56 190 44 300 L96 310 L116 210 L116 316 L284 316 L284 210 L304 310 L356 300 Q344 190 308 112 L255 88 Q200 118 145 88 Z',
    details: `<path d="M116 300 L284 300 L284 330 L116 330 Z M43 292 L97 302 L94 326 L39 315 Z M357 292 L303 302 L306 326 L361 315 Z" fill="$dark"/><path d="M145 88 Q200 118 255 88 L252 70 Q200 96 148 70 Z" fill="$dark"/><path d="M116 210 L122 165 M284 210 L278 165" ${seam}/>`,
  },
  jacket: {
    body: 'M150 84 L96 106 Q62 190 52 306 L100 314 L118 210 L112 330 L288 330 L282 210 L300 314 L348 306 Q338 190 304 106 L250 84 Z',
    details: `<path d="M150 84 L200 128 L250 84 L262 96 L222 152 L200 128 L178 152 L138 96 Z" fill="$light"/><path d="M200 128 L200 330 M135 250 L172 244 L174 276 M265 250 L228 244 L226 276" ${seam}/><g fill="$accent"><circle cx="212" cy="180" r="6"/><circle cx="212" cy="225" r="6"/><circle cx="212" cy="270" r="6"/></g>`,
  },
  vest: {
    body: 'M150 84 L112 104 Q118 160 100 200 L106 330 L294 330 L300 200 Q282 160 288 104 L250 84 L200 150 Z',
    details: `<path d="M200 150 L200 330 M104 244 L296 244 M105 288 L295 288" ${seam}/><path d="M150 84 L200 150 L250 84 L262 92 L200 176 L138 92 Z" fill="$light"/><g fill="$accent"><circle cx="212" cy="214" r="6"/><circle cx="212" cy="262" r="6"/><circle cx="212" cy="308" r="6"/></g>`,
  },
  beanie: {
    body: 'M90 260 Q88 110 200 108 Q312 110 310 260 Z',
    details: `<circle cx="200" cy="100" r="32" fill="$accent"/><path d="M150 122 Q134 180 132 252 M200 118 L200 252 M250 122 Q266 180 268 252" ${seam}/><path d="M80 246 Q200 230 320 246 L322 300 Q200 284 78 300 Z" fill="$dark"/>`,
  },
  cap: {
    body: 'M96 236 Q96 120 196 118 Q296 120 296 236 Q200 214 96 236 Z',
    details: `<path d="M96 236 Q200 212 296 236 Q352 244 372 272 Q290 262 236 266 Q150 270 96 236 Z" fill="$dark"/><path d="M196 118 Q170 160 172 222 M196 118 Q230 160 232 222" ${seam}/><circle cx="196" cy="116" r="9" fill="$accent"/>`,
  },
  scarf: {
    behind: '<path d="M150 180 L118 338 L178 346 L206 196 Z" fill="$dark"/>',
    body: 'M112 150 Q200 96 288 150 Q312 196 262 214 L276 330 L214 338 L204 222 Q112 220 112 150 Z',
    details: `<path d="M132 168 Q200 208 272 162" ${seam}/><g stroke="$accent" stroke-width="5" stroke-linecap="round"><path d="M218 338 L216 360 M234 336 L234 358 M250 334 L252 356 M268 331 L272 353 M122 338 L118 358 M140 341 L137 361 M160 344 L158 364"/></g>`,
  },
  mitten: {
    behind: '<path d="M236 132 Q300 112 306 190 L310 282 L238 288 Z" fill="$dark"/>',
    body: 'M112 290 L108 170 Q112 96 170 98 Q228 100 230 170 L232 190 Q262 158 282 180 Q292 198 262 228 L234 256 L234 290 Z',
    details: `<path d="M104 280 L240 280 L240 332 L104 332 Z" fill="$light"/><path d="M124 282 L124 330 M148 282 L148 330 M172 282 L172 330 M196 282 L196 330 M220 282 L220 330" ${seam}/>`,
  },
  sock: {
    behind: '<path d="M196 90 L262 78 L276 220 L300 276 L240 290 Z" fill="$dark"/>',
    body: 'M128 84 L216 84 L218 230 Q222 262 262 284 Q296 306 278 334 Q262 350 222 336 L148 300 Q120 284 124 240 Z',
    details: `<path d="M126 84 L218 84 L218 124 L127 124 Z" fill="$accent"/><path d="M232 268 Q296 292 280 334 Q266 350 226 337 Q214 300 232 268 Z" fill="$light"/><path d="M124 250 Q150 236 166 256 Q172 284 150 300" ${seam}/>`,
  },
  boot: {
    body: 'M128 78 L232 78 L232 206 Q246 232 300 244 Q340 254 340 296 L128 296 Z',
    details: `<path d="M116 292 L348 292 Q352 324 336 326 L226 326 L216 314 L208 326 L116 326 Z" fill="$dark"/><path d="M128 78 L232 78 L232 108 L128 108 Z" fill="$light"/><g stroke="$accent" stroke-width="6" stroke-linecap="round"><path d="M206 140 L238 152 M206 168 L240 178 M214 196 L248 204"/></g><path d="M188 108 L188 230 Q190 270 240 292" ${seam}/>`,
  },
};
