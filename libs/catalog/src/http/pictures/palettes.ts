/** The colours of a picture: the thing, its shade, its light, a contrast, and the two of the background. */
export interface Palette {
  main: string;
  dark: string;
  light: string;
  accent: string;
  paper: string;
  halo: string;
}

// prettier-ignore
export const palettes: Readonly<Record<string, Palette>> = {
  moss:     { main: '#6f8f4e', dark: '#47602f', light: '#a9c286', accent: '#e8c15a', paper: '#f3f1e4', halo: '#dfe5c8' },
  ocean:    { main: '#2f6f97', dark: '#1b4866', light: '#7fb2d0', accent: '#f2a65a', paper: '#eef4f6', halo: '#cfe3ec' },
  ember:    { main: '#c4502e', dark: '#8a3119', light: '#e8926f', accent: '#f5d491', paper: '#fbf1ea', halo: '#f4d8c6' },
  dusk:     { main: '#6a5a91', dark: '#443763', light: '#a99bcb', accent: '#f0b7a4', paper: '#f3f0f7', halo: '#ddd5ea' },
  sand:     { main: '#cdb084', dark: '#93794f', light: '#ead9b8', accent: '#4d7f86', paper: '#faf6ee', halo: '#efe3cd' },
  berry:    { main: '#a63a5b', dark: '#70213a', light: '#d8869f', accent: '#f3d7b6', paper: '#faeff2', halo: '#f0d0da' },
  slate:    { main: '#5b6670', dark: '#373f47', light: '#98a4ae', accent: '#e0764f', paper: '#f1f3f4', halo: '#d9dfe3' },
  honey:    { main: '#e0a22f', dark: '#a56f12', light: '#f4cf85', accent: '#5a4632', paper: '#fdf7e8', halo: '#f8e5b8' },
  birch:    { main: '#e9e4d8', dark: '#b3a98f', light: '#faf8f2', accent: '#a8543b', paper: '#e7ece6', halo: '#d3ddd2' },
  charcoal: { main: '#3a3a3d', dark: '#1f1f22', light: '#77777d', accent: '#d9b44a', paper: '#f2f0ed', halo: '#dcd8d2' },
};
