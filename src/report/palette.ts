/** The few styles that terminal output uses, by meaning. */
import picocolors from 'picocolors';

type Style = (text: string) => string;

export interface Palette {
  readonly title: Style;
  readonly bad: Style;
  readonly doubtful: Style;
  readonly good: Style;
  readonly faint: Style;
  readonly name: Style;
}

/** @param colored false: every style leaves its text as it is */
export function paletteFor(colored: boolean): Palette {
  const { bold, red, yellow, green, dim, cyan } = picocolors.createColors(colored);
  return { title: bold, bad: red, doubtful: yellow, good: green, faint: dim, name: cyan };
}

export const plainPalette: Palette = paletteFor(false);
