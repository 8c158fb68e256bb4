import { resolve } from 'node:path';
import { evaluateTools, failuresOf, tableOf } from './evaluation.ts';

// Plays the questions by the best known calls; with EVAL_COMMAND a model plays them too. Fails where one is wrong or
// needs more than its budget. Tokens are characters by four.
const print = (line: string) => process.stdout.write(`${line}\n`);
const command = process.env['EVAL_COMMAND'] ?? '';
const evaluated = await evaluateTools(resolve('dist/main.js'), command === '' ? null : command);
for (const { question, calls, tokens, isRight } of evaluated.scripted)
  print(
    `${isRight ? 'right' : 'WRONG'} ${calls} ${String(tokens).padStart(5)} ${question.company} ${question.asker}: ${question.id}`,
  );
for (const line of tableOf(evaluated)) print(line);
const failures = failuresOf(evaluated.scripted);
for (const failure of failures) print(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
