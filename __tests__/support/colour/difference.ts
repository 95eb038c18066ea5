/** Colour differences by CIEDE2000, written from Sharma, Wu and Dalal (2005); its own test uses their pairs. */

/** L*, a*, b* under D65. */
export type Lab = readonly [number, number, number];

type Linear = readonly [number, number, number];

/** `#7f1e6c` as linear light. */
const linearOf = (hex: string): Linear => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

/** Linear light of sRGB as L*a*b* (IEC 61966-2-1). */
const labOf = ([r, g, b]: Linear): Lab => {
  const f = (value: number): number =>
    value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29;
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const hue = (a: number, b: number): number =>
  a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** The way from one hue to another, −180 to 180 degrees. */
const hueStep = (from: number, to: number): number => {
  const step = to - from;
  return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
};

export const ciede2000 = ([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number => {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + stretch), a2 * (1 + stretch)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const isGrey = c1 * c2 === 0;

  const dL = l2 - l1;
  const dC = c2 - c1;
  const dH = isGrey ? 0 : 2 * Math.sqrt(c1 * c2) * Math.sin(radians(hueStep(h1, h2)) / 2);
  const l = (l1 + l2) / 2;
  const c = (c1 + c2) / 2;
  const h = isGrey ? h1 + h2 : h1 + hueStep(h1, h2) / 2;

  const t =
    1 -
    0.17 * Math.cos(radians(h - 30)) +
    0.24 * Math.cos(radians(2 * h)) +
    0.32 * Math.cos(radians(3 * h + 6)) -
    0.2 * Math.cos(radians(4 * h - 63));
  const sL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sC = 1 + 0.045 * c;
  const sH = 1 + 0.015 * c * t;
  const turn =
    -2 *
    Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((((h + 360) % 360) - 275) / 25) ** 2))));
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + turn * (dC / sC) * (dH / sH));
};

/** How a colour looks without one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1. */
const matrices = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deutan: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritan: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
} as const;

export type Vision = keyof typeof matrices;

export const visions = Object.keys(matrices) as ReadonlyArray<Vision>;

/** A colour as it is seen with one kind of vision. */
export const seen = (hex: string, vision: Vision): Lab => {
  const [r, g, b] = linearOf(hex);
  const m = matrices[vision];
  const row = (at: 0 | 3 | 6): number =>
    Math.min(1, Math.max(0, m[at] * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b));
  return labOf([row(0), row(3), row(6)]);
};

/** The contrast of WCAG 2 between two colours, 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const luminance = ([r, g, b]: Linear): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [a, b] = [luminance(linearOf(one)), luminance(linearOf(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
