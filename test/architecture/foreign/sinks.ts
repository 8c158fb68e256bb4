import type { Node } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import type { Flow } from './flow.ts';

const PRINTS = /^(out|err|ask|usage|log|warn|progress)$/;

/** Every expression whose text a person or a model gets to read. */
export function sinksOf(flow: Flow, errors: ReadonlySet<string>, own: ReadonlySet<string>): readonly Node[] {
  const names = new Set([...own].map((one) => one.split('#')[1]));
  const sinks: Node[] = [];
  for (const { file, node } of flow.nodes()) {
    if (/^src\/(store|demo)\/|^src\/model\/identity-cells/.test(file)) {
      if (!is.isNewExpression(node)) continue;
    }
    if (is.isNewExpression(node) && errors.has(node.expression.getText()))
      sinks.push(...(node.arguments ?? []).filter(isText));
    if (is.isCallExpression(node)) {
      const { expression } = node;
      const name = is.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
      if (PRINTS.test(name)) sinks.push(...node.arguments.filter(isText));
    }
    if (is.isPropertyAssignment(node) || is.isShorthandPropertyAssignment(node)) {
      const name = node.name.getText();
      // What is told where a statement does something else by now.
      const isSeen = name === 'seen' && is.isPropertyAssignment(node) && is.isArrowFunction(node.initializer);
      const answers = name === 'text' && /^(tools|src\/answers)\//.test(file);
      if (answers || isSeen || (names.has(name) && own.has(flow.keyOfProperty(node) ?? '')))
        sinks.push(is.isPropertyAssignment(node) ? node.initializer : node);
    }
    if (is.isMethodDeclaration(node) && file.startsWith('src/prompts/') && node.name.getText() === 'write' && node.body)
      sinks.push(node);
  }
  return sinks;
}

function isText(node: Node): boolean {
  return !is.isObjectLiteralExpression(node) && !is.isArrowFunction(node);
}
