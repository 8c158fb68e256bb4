const COMMENT = /^[ \t]*(?:\/\/|\/\*\*?|\*).*$/gm;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const SQL = /^.(?:\s*)(?:select|insert|update|delete|create|alter|drop|with|truncate|analyze)\b/i;

/** Comments, names and sentences of a TypeScript file as plain words; `likeThis` is two words, and SQL is none. */
export function wordsOfCode(text: string): string {
  const comments = [...text.matchAll(COMMENT)].map(([line]) => line.replace(/^[ \t]*(?:\/\/|\/\*\*?|\*)/, ''));
  const code = text
    .replace(COMMENT, '')
    .replaceAll('Math.floor', '')
    .replace(/npm run \S+/g, '');
  const sentences = [...code.matchAll(STRING)].map(([one]) => one).filter((one) => one.includes(' ') && !SQL.test(one));
  const names = code
    .replace(STRING, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ');
  return [comments.join('\n').replace(/`[^`]*`/g, ''), ...sentences, names].join('\n');
}
