/**
 * A thing as it is drawn, in a square of 400 by 400. In the markup the palette's colours are written as $main, $dark, $light
 * and $accent.
 */
export interface Shape {
  /** The outline of what takes the colour and the pattern. */
  body: string;
  /** Drawn before the body. */
  behind?: string;
  /** Drawn on the body. */
  details: string;
}
