import type { Shape } from './shape.js';

const seam = 'fill="none" stroke="$dark" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"';

export const household: Readonly<Record<string, Shape>> = {
  mug: {
    behind:
      '<path d="M272 160 Q348 150 344 216 Q338 276 262 274" fill="none" stroke="$dark" stroke-width="22"/>',
    body: 'M100 128 L284 128 L276 296 Q272 322 240 324 L144 324 Q112 322 108 296 Z',
    details:
      '<ellipse cx="192" cy="128" rx="92" ry="20" fill="$light"/><ellipse cx="192" cy="132" rx="76" ry="13" fill="$dark"/><path d="M160 92 Q148 72 162 54 M198 94 Q186 70 200 46 M234 92 Q222 72 236 54" fill="none" stroke="$light" stroke-width="7" stroke-linecap="round"/>',
  },
  bowl: {
    body: 'M64 190 L336 190 Q330 290 252 314 L148 314 Q70 290 64 190 Z',
    details:
      '<ellipse cx="200" cy="190" rx="136" ry="30" fill="$light"/><ellipse cx="200" cy="195" rx="116" ry="21" fill="$dark"/><path d="M150 312 L250 312 L242 332 L158 332 Z" fill="$dark"/>',
  },
  kettle: {
    behind:
      '<path d="M128 150 Q130 70 200 68 Q270 70 272 150" fill="none" stroke="$dark" stroke-width="16"/><path d="M278 226 Q318 214 330 168 L356 176 Q346 262 284 286 Z" fill="$dark"/>',
    body: 'M112 170 Q120 134 200 132 Q280 134 288 170 Q312 250 288 318 L112 318 Q88 250 112 170 Z',
    details: `<circle cx="200" cy="120" r="15" fill="$accent"/><path d="M128 160 Q200 180 272 160" ${seam}/><rect x="104" y="312" width="192" height="16" rx="8" fill="$dark"/>`,
  },
  bottle: {
    body: 'M168 132 Q140 150 138 190 L138 330 Q140 350 160 352 L240 352 Q260 350 262 330 L262 190 Q260 150 232 132 Z',
    details:
      '<rect x="164" y="62" width="72" height="48" rx="10" fill="$accent"/><rect x="172" y="106" width="56" height="32" fill="$light"/><path d="M138 230 L262 230 L262 292 L138 292 Z" fill="$light" opacity="0.75"/><path d="M160 180 Q158 164 172 154" fill="none" stroke="$light" stroke-width="8" stroke-linecap="round"/>',
  },
  pan: {
    behind:
      '<path d="M262 214 L372 158 L382 180 L272 244 Z" fill="$dark"/><circle cx="364" cy="174" r="6" fill="$light"/>',
    body: 'M40 196 L290 196 Q288 288 220 300 L110 300 Q42 288 40 196 Z',
    details:
      '<ellipse cx="165" cy="196" rx="125" ry="34" fill="$light"/><ellipse cx="165" cy="199" rx="108" ry="25" fill="$dark"/><ellipse cx="150" cy="200" rx="34" ry="10" fill="#fffaf0"/><circle cx="154" cy="198" r="9" fill="$accent"/>',
  },
  knife: {
    body: 'M196 232 L68 300 Q54 308 60 322 Q70 340 88 330 L214 262 Z',
    details:
      '<path d="M190 232 Q250 160 350 72 Q346 176 222 262 Z" fill="#dfe4e6"/><path d="M222 262 Q346 176 350 72 Q300 190 206 247 Z" fill="#b9c2c6"/><g fill="$accent"><circle cx="104" cy="300" r="6"/><circle cx="138" cy="282" r="6"/><circle cx="172" cy="264" r="6"/></g>',
  },
  spoon: {
    body: 'M222 176 L84 318 Q70 332 82 342 Q92 350 104 338 L244 198 Z',
    details:
      '<path d="M218 182 Q206 110 270 78 Q326 62 340 98 Q350 152 300 192 Q262 214 238 202 Z" fill="$light"/><path d="M238 172 Q236 126 280 104 Q316 92 322 112 Q324 146 288 174 Q258 192 238 172 Z" fill="$dark"/>',
  },
  candle: {
    body: 'M130 196 L270 196 L270 318 Q266 334 246 336 L154 336 Q134 334 130 318 Z',
    details:
      '<ellipse cx="200" cy="196" rx="70" ry="16" fill="$light"/><path d="M200 196 L200 164" stroke="$dark" stroke-width="6" stroke-linecap="round"/><path d="M200 88 Q236 136 216 162 Q200 178 184 162 Q166 136 200 88 Z" fill="#f6b73c"/><path d="M200 122 Q216 146 206 160 Q200 166 194 160 Q184 146 200 122 Z" fill="#fff1b8"/><rect x="150" y="236" width="100" height="56" rx="6" fill="$light"/><path d="M166 256 L234 256 M178 272 L222 272" stroke="$dark" stroke-width="5" stroke-linecap="round"/>',
  },
  lamp: {
    behind:
      '<path d="M200 200 L200 320" stroke="$dark" stroke-width="12"/><path d="M96 210 L50 330 L350 330 L304 210 Z" fill="#fff3c4" opacity="0.6"/>',
    body: 'M150 84 L250 84 L306 212 L94 212 Z',
    details:
      '<ellipse cx="200" cy="212" rx="106" ry="14" fill="$light"/><ellipse cx="200" cy="214" rx="88" ry="8" fill="#fff1b8"/><ellipse cx="200" cy="326" rx="66" ry="16" fill="$dark"/><path d="M240 220 L240 252" stroke="$accent" stroke-width="4"/><circle cx="240" cy="258" r="7" fill="$accent"/>',
  },
  lantern: {
    behind:
      '<path d="M140 120 Q140 48 200 46 Q260 48 260 120" fill="none" stroke="$dark" stroke-width="10"/>',
    body: 'M152 96 L248 96 L270 136 L130 136 Z M122 300 L278 300 L286 336 L114 336 Z',
    details:
      '<path d="M136 136 L264 136 L272 300 L128 300 Z" fill="#fff3c4"/><path d="M200 176 Q236 226 216 256 Q200 272 184 256 Q166 226 200 176 Z" fill="#f6b73c"/><path d="M200 212 Q214 238 206 252 Q200 258 194 252 Q186 238 200 212 Z" fill="#fffbe6"/><path d="M136 136 L128 300 M264 136 L272 300 M200 136 L200 168 M200 270 L200 300" fill="none" stroke="$dark" stroke-width="8"/><rect x="176" y="270" width="48" height="30" fill="$accent"/>',
  },
  planter: {
    behind:
      '<g fill="none" stroke="#4f7a45" stroke-width="8" stroke-linecap="round"><path d="M200 220 Q196 140 150 90 M200 220 Q204 130 252 80 M200 220 Q160 170 104 160 M200 220 Q244 170 300 158"/></g><g fill="#6c9a5b"><ellipse cx="146" cy="86" rx="36" ry="18" transform="rotate(48 146 86)"/><ellipse cx="256" cy="76" rx="36" ry="18" transform="rotate(-50 256 76)"/><ellipse cx="98" cy="158" rx="36" ry="17" transform="rotate(8 98 158)"/><ellipse cx="306" cy="156" rx="36" ry="17" transform="rotate(-8 306 156)"/></g>',
    body: 'M112 222 L288 222 L268 334 Q262 346 248 346 L152 346 Q138 346 132 334 Z',
    details: '<rect x="100" y="206" width="200" height="34" rx="10" fill="$light"/>',
  },
  stool: {
    behind:
      '<g stroke="$dark" stroke-width="18" stroke-linecap="round"><path d="M134 190 L104 340 M266 190 L296 340 M200 196 L200 334"/></g><path d="M118 276 L282 276" stroke="$dark" stroke-width="10"/>',
    body: 'M84 158 Q200 128 316 158 Q326 184 308 194 Q200 214 92 194 Q74 184 84 158 Z',
    details:
      '<ellipse cx="200" cy="160" rx="112" ry="20" fill="$light"/><ellipse cx="200" cy="160" rx="70" ry="11" fill="none" stroke="$dark" stroke-width="3"/>',
  },
  blanket: {
    behind: '<path d="M96 280 Q200 320 318 280 L318 306 Q200 346 96 306 Z" fill="$dark"/>',
    body: 'M84 132 Q200 96 316 132 L318 284 Q200 326 82 284 Z',
    details: `<path d="M84 132 Q200 172 316 132 Q200 96 84 132 Z" fill="$light"/><path d="M83 190 Q200 232 317 190 M82 240 Q200 282 318 240" ${seam}/><g stroke="$accent" stroke-width="5" stroke-linecap="round"><path d="M100 312 L98 334 M134 322 L133 344 M168 328 L168 350 M202 330 L202 352 M236 328 L237 350 M270 321 L272 343 M304 311 L307 333"/></g>`,
  },
  cushion: {
    body: 'M78 96 Q200 122 322 96 Q300 200 322 310 Q200 286 78 310 Q100 200 78 96 Z',
    details: `<path d="M100 118 Q200 140 300 118 Q284 200 300 288 Q200 266 100 288 Q116 200 100 118 Z" ${seam}/><circle cx="200" cy="202" r="16" fill="$accent"/><path d="M200 202 L150 170 M200 202 L250 170 M200 202 L156 240 M200 202 L244 240" ${seam}/>`,
  },
  basket: {
    behind:
      '<path d="M128 190 Q130 74 200 72 Q270 74 272 190" fill="none" stroke="$dark" stroke-width="14"/>',
    body: 'M72 184 L328 184 L300 318 Q296 334 278 336 L122 336 Q104 334 100 318 Z',
    details: `<path d="M80 222 L320 222 M88 260 L312 260 M96 298 L304 298 M140 188 L154 334 M200 188 L200 334 M260 188 L246 334" ${seam}/><rect x="62" y="168" width="276" height="30" rx="12" fill="$light"/>`,
  },
};
