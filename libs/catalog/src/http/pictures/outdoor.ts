import type { Shape } from './shape.js';

const seam = 'fill="none" stroke="$dark" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"';

export const outdoor: Readonly<Record<string, Shape>> = {
  backpack: {
    behind:
      '<path d="M150 116 Q150 60 200 58 Q250 60 250 116" fill="none" stroke="$dark" stroke-width="14"/><path d="M98 190 Q64 230 82 318 L112 322 L112 190 Z M302 190 Q336 230 318 318 L288 322 L288 190 Z" fill="$dark"/>',
    body: 'M108 188 Q108 98 200 96 Q292 98 292 188 L300 316 Q296 346 262 348 L138 348 Q104 346 100 316 Z',
    details: `<path d="M106 200 Q200 236 294 200 L292 168 Q286 98 200 96 Q114 98 108 168 Z" fill="$light"/><path d="M136 262 L264 262 L264 322 Q262 334 250 334 L150 334 Q138 334 136 322 Z" ${seam}/><path d="M162 206 L162 244 M238 206 L238 244" stroke="$dark" stroke-width="12"/><rect x="152" y="232" width="20" height="22" rx="4" fill="$accent"/><rect x="228" y="232" width="20" height="22" rx="4" fill="$accent"/>`,
  },
  tote: {
    behind:
      '<path d="M146 160 Q148 56 200 56 Q252 56 254 160" fill="none" stroke="$dark" stroke-width="14"/>',
    body: 'M84 152 L316 152 L334 326 Q334 346 312 348 L88 348 Q66 346 66 326 Z',
    details: `<path d="M84 152 L316 152 L319 184 L81 184 Z" fill="$light"/><path d="M146 152 L146 206 M254 152 L254 206" stroke="$dark" stroke-width="14"/><path d="M92 200 L84 330 M308 200 L316 330" ${seam}/><circle cx="200" cy="262" r="30" fill="$accent"/>`,
  },
  tent: {
    behind: '<path d="M40 322 L366 322 L350 340 L56 340 Z" fill="$dark"/>',
    body: 'M200 84 L356 324 L44 324 Z',
    details: `<path d="M200 150 L264 324 L136 324 Z" fill="$dark"/><path d="M200 150 L176 324 L136 324 Z" fill="$light"/><path d="M200 84 L200 62 M200 84 L200 150" ${seam}/><path d="M200 62 L234 72 L200 84 Z" fill="$accent"/><path d="M68 288 L28 340 M332 288 L372 340" fill="none" stroke="$accent" stroke-width="4"/>`,
  },
  hammock: {
    behind:
      '<path d="M52 80 L52 340 M348 80 L348 340" stroke="#8a6a48" stroke-width="20" stroke-linecap="round"/><path d="M56 140 L104 190 M56 140 L92 206 M344 140 L296 190 M344 140 L308 206" stroke="$dark" stroke-width="4"/>',
    body: 'M92 186 Q200 300 308 186 L316 214 Q200 372 84 214 Z',
    details: `<path d="M92 186 Q200 300 308 186 Q200 268 92 186 Z" fill="$light"/><path d="M112 226 Q200 322 288 226" ${seam}/><ellipse cx="140" cy="226" rx="34" ry="16" fill="$accent" transform="rotate(28 140 226)"/>`,
  },
  notebook: {
    behind: '<path d="M128 82 L308 82 L308 336 L128 336 Z" fill="#fffaf0" stroke="$dark" stroke-width="3"/>',
    body: 'M104 74 Q104 66 114 66 L286 66 Q296 66 296 76 L296 318 Q296 328 286 328 L114 328 Q104 328 104 320 Z',
    details:
      '<path d="M104 66 L136 66 L136 328 L104 328 Z" fill="$dark"/><rect x="168" y="116" width="98" height="58" rx="5" fill="$light"/><path d="M182 138 L252 138 M182 154 L230 154" stroke="$dark" stroke-width="5" stroke-linecap="round"/><path d="M272 66 L272 328" stroke="$accent" stroke-width="8"/>',
  },
  axe: {
    behind:
      '<path d="M98 338 Q88 330 96 318 L246 118 L272 138 L122 338 Q110 348 98 338 Z" fill="#b98a54"/><path d="M110 320 L134 338" stroke="$accent" stroke-width="8"/>',
    body: 'M216 96 L252 74 L294 120 Q300 150 346 172 Q316 220 250 212 Q262 176 240 158 L214 132 Z',
    details:
      '<path d="M346 172 Q316 220 250 212 Q300 206 346 172 Z" fill="#dfe4e6"/><circle cx="250" cy="128" r="9" fill="$accent"/>',
  },
  rope: {
    body: 'M200 92 Q312 96 314 200 Q312 306 200 310 Q88 306 86 200 Q88 96 200 92 Z M200 148 Q146 150 144 200 Q146 252 200 254 Q254 252 256 200 Q254 150 200 148 Z',
    details: `<path d="M118 142 Q146 110 200 110 Q258 112 284 146 M102 200 Q104 120 196 128 Q284 126 298 200 Q296 288 204 292 Q110 288 106 214 M124 200 Q126 140 200 140 Q272 142 276 200" ${seam}/><path d="M256 268 Q330 300 318 356" fill="none" stroke="$dark" stroke-width="16" stroke-linecap="round"/><rect x="158" y="84" width="84" height="70" rx="10" fill="$accent"/><path d="M172 90 L172 148 M192 90 L192 148 M212 90 L212 148 M230 90 L230 148" stroke="$dark" stroke-width="4"/>`,
  },
  compass: {
    behind: '<circle cx="200" cy="74" r="22" fill="none" stroke="$dark" stroke-width="10"/>',
    body: 'M200 92 A116 116 0 1 1 199.9 92 Z',
    details:
      '<circle cx="200" cy="208" r="88" fill="#fffaf0"/><circle cx="200" cy="208" r="88" fill="none" stroke="$dark" stroke-width="5"/><path d="M200 130 L200 146 M200 270 L200 286 M122 208 L138 208 M262 208 L278 208" stroke="$dark" stroke-width="6" stroke-linecap="round"/><path d="M238 150 L214 220 L188 196 Z" fill="$accent"/><path d="M162 266 L186 196 L214 220 Z" fill="$light"/><circle cx="200" cy="208" r="9" fill="$dark"/>',
  },
};
