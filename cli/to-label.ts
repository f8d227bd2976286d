// Makes a DNS label of a name that people gave: the id of a tenant, or the name of a platform.

interface LabelOptions {
  /** Characters. */
  readonly longest: number;
  /** Where nothing of the text can be kept, as of one in Chinese characters. */
  readonly fallback: string;
}

/** Lower-case letters, digits and single dashes; begins with a letter, ends with a letter or digit. */
export function toLabel(text: string, { longest, fallback }: LabelOptions): string {
  const words = withoutAccents(text.toLowerCase())
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (words === '') return fallback;
  const begun = /^[a-z]/.test(words) ? words : `${fallback}-${words}`;
  return begun.slice(0, longest).replace(/-$/, '');
}

/** Letters that Unicode does not take apart into a plain one and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
};

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæœøđðłħıþ]/g, (letter) => plainLetters[letter] ?? letter);
}
