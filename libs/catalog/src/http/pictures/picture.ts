import { clothes } from './clothes.js';
import { household } from './household.js';
import { outdoor } from './outdoor.js';
import { palettes, type Palette } from './palettes.js';
import type { Shape } from './shape.js';

const shapes: Readonly<Record<string, Shape>> = { ...clothes, ...household, ...outdoor };
export const shapeNames: readonly string[] = Object.keys(shapes);
export const paletteNames: readonly string[] = Object.keys(palettes);

/** `<shape>-<palette>-<number>`; numbers from 10 on are the same thing seen from nearer. */
const namePattern = /^([a-z]+)-([a-z]+)-([1-9]\d?)$/;

/**
 * The picture with this name, always the same for the same name: `sweater-ocean-3`.
 * @returns undefined if no such thing or colour is known
 */
export function drawPicture(name: string): string | undefined {
  const [, shapeName = '', paletteName = '', number = ''] = namePattern.exec(name) ?? [];
  if (!Object.hasOwn(shapes, shapeName) || !Object.hasOwn(palettes, paletteName)) return undefined;
  return draw(shapes[shapeName] as Shape, palettes[paletteName] as Palette, Number(number));
}

function draw({ body, behind = '', details }: Shape, palette: Palette, number: number): string {
  const isNear = number >= 10;
  const tilt = ((number * 5) % 9) - 4;
  const scale = isNear ? 1.55 : 1;
  const place = `translate(320 ${isNear ? '350' : '322'}) rotate(${String(tilt)}) scale(${String(scale * 1.3)}) translate(-200 -205)`;
  const markup = `
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640" width="640" height="640">
<defs><clipPath id="body"><path d="${body}" clip-rule="evenodd"/></clipPath></defs>
<rect width="640" height="640" fill="${palette.paper}"/>
${background(palette, number)}
<g transform="${place}">
<ellipse cx="200" cy="352" rx="140" ry="16" fill="#000" opacity="0.1"/>
${behind}
<path d="${body}" fill="$main" fill-rule="evenodd"/>
<g clip-path="url(#body)">${pattern(number)}<rect x="250" y="0" width="150" height="400" fill="#000" opacity="0.07"/></g>
${details}
</g>
</svg>`;
  return inColours(markup, palette).trim().replaceAll('\n', '');
}

function background({ halo }: Palette, number: number): string {
  const circle = `<circle cx="320" cy="310" r="250" fill="${halo}"/>`;
  const shelf = `<rect y="470" width="640" height="170" fill="${halo}"/>`;
  const arch = `<path d="M110 640 L110 300 Q110 90 320 90 Q530 90 530 300 L530 640 Z" fill="${halo}"/>`;
  return [circle, shelf, arch][number % 3] ?? circle;
}

/** What the cloth or the glaze looks like: plain, stripes, dots, a band, or checks. */
function pattern(number: number): string {
  switch (number % 5) {
    case 1:
      return repeat(
        10,
        (n) => `<rect x="0" y="${String(20 + n * 40)}" width="400" height="14" fill="$light" opacity="0.7"/>`,
      );
    case 2:
      return repeat(64, (n) => {
        const [column, row] = [n % 8, Math.floor(n / 8)];
        return `<circle cx="${String(20 + column * 52 + (row % 2) * 26)}" cy="${String(24 + row * 46)}" r="8" fill="$light"/>`;
      });
    case 3:
      return '<rect x="0" y="214" width="400" height="40" fill="$accent"/><rect x="0" y="262" width="400" height="10" fill="$accent"/>';
    case 4:
      return repeat(8, (n) => {
        const at = String(10 + n * 52);
        return `<path d="M${at} 0 V400 M0 ${at} H400" stroke="$dark" stroke-width="9" opacity="0.28"/>`;
      });
    default:
      return '';
  }
}

function repeat(times: number, part: (n: number) => string): string {
  return Array.from({ length: times }, (_, n) => part(n)).join('');
}

function inColours(markup: string, { main, dark, light, accent }: Palette): string {
  return markup
    .replaceAll('$main', main)
    .replaceAll('$dark', dark)
    .replaceAll('$light', light)
    .replaceAll('$accent', accent);
}
