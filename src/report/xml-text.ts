/** Text inside XML: escaped, and without the characters that XML 1.0 cannot hold at all. */

/** Everything outside the production `Char` of XML 1.0, lone surrogates included. */
const unrepresentable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Parsers turn bare line breaks and tabs in attributes into blanks.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** For element content. */
export function xmlText(text: string): string {
  return text
    .replace(unrepresentable, '\u{FFFD}')
    .replace(/[&<>\r]/g, (character) => escapes[character] ?? '');
}

/** For an attribute's value between double quotes. */
export function xmlAttribute(text: string): string {
  return text
    .replace(unrepresentable, '\u{FFFD}')
    .replace(/[&<>"'\n\r\t]/g, (character) => escapes[character] ?? '');
}
