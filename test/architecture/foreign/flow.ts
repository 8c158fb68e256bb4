import {
  type ArrowFunction,
  type CallExpression,
  type Expression,
  type FunctionDeclaration,
  type FunctionExpression,
  type MethodDeclaration,
  type NewExpression,
  type Node,
  type ParameterDeclaration,
  type PropertyAssignment,
  type ShorthandPropertyAssignment,
  SyntaxKind,
} from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import type { Checker, NodeHandle, Project, Symbol as Sym } from 'typescript/unstable/sync';

/** What is known of the program besides its text. Paths are relative to the project. */
export interface Known {
  /** Functions whose answer is safe to print whatever they are given, by name. */
  readonly makesSafe: ReadonlySet<string>;
  /** `file#property`: text and ids that this program writes itself; each place that writes one is checked. */
  readonly own: ReadonlySet<string>;
  /** Classes of errors whose message is checked where they are made. */
  readonly ownErrors: ReadonlySet<string>;
}

export interface Leak {
  readonly place: string;
  readonly text: string;
  /** The declaration at which the way back ends. */
  readonly from: string;
  /** From where it is printed. */
  readonly way: readonly string[];
}

/** Methods of strings and lists that hold what they were called on, or what their function gives. */
const KEEPS =
  /^(trim|trimEnd|trimStart|toLowerCase|toUpperCase|slice|substring|normalize|filter|toSorted|sort|reverse|toReversed|flat|at|values|find|findLast|concat|with|pop|shift|entries|toString|split)$/;
const GIVES = /^(map|flatMap|from|then|reduce)$/;
/** What these give is put together from all that they were given. */
const PASSES = /^(String|detached|mkdtemp)$/;
/** What these give has no word of anybody else. */
const NEUTRAL =
  /^(toISOString|toFixed|toLocaleString|digest|randomUUID|tmpdir|encodeURIComponent|indexOf|padStart|getUTCFullYear)$/;

const FOREIGN = /^src\/(store\/|sources\/cells\/text\.ts|sources\/live\/values\.ts)/;

/** Follows text back from where it is printed to where it comes from. */
export class Flow {
  readonly #root: string;
  readonly #project: Project;
  readonly #checker: Checker;
  readonly #known: Known;
  readonly #calls = new Map<number, (CallExpression | NewExpression)[]>();
  readonly #given = new Map<number, Expression[]>();
  readonly #seen = new Set<Node>();
  readonly #way: Node[] = [];
  readonly #returned = new Set<Node>();
  readonly #leaks = new Map<string, Leak>();
  readonly files: readonly string[];

  constructor(project: Project, root: string, known: Known) {
    this.#root = root;
    this.#project = project;
    this.#checker = project.checker;
    this.#known = known;
    this.files = project.program
      .getSourceFileNames()
      .filter((file) => file.startsWith(`${root}/src/`) || file.startsWith(`${root}/tools/`));
    this.#index();
  }

  get leaks(): readonly Leak[] {
    return [...this.#leaks.values()];
  }

  *nodes(): Generator<{ readonly file: string; readonly node: Node }> {
    for (const path of this.files) {
      const source = this.#project.program.getSourceFile(path);
      const todo: Node[] = source === undefined ? [] : [source];
      for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
        yield { file: path.slice(this.#root.length + 1), node };
        node.forEachChild((child) => {
          todo.push(child);
        });
      }
    }
  }

  #index(): undefined {
    const calls: (CallExpression | NewExpression)[] = [];
    const gifts: (readonly [Node, Expression])[] = [];
    for (const { node } of this.nodes()) {
      if (is.isCallExpression(node) || is.isNewExpression(node)) calls.push(node);
      if (
        is.isBinaryExpression(node) &&
        [SyntaxKind.EqualsToken, SyntaxKind.PlusEqualsToken, SyntaxKind.QuestionQuestionEqualsToken].includes(
          node.operatorToken.kind,
        )
      )
        gifts.push([nameNode(node.left), node.right]);
      if (is.isCallExpression(node) && is.isPropertyAccessExpression(node.expression)) {
        const { name, expression } = node.expression;
        if (['push', 'add', 'unshift', 'set'].includes(name.text))
          for (const one of node.arguments) gifts.push([nameNode(expression), one]);
      }
    }
    const callees = this.#symbols(calls.map(({ expression }) => nameNode(expression)));
    calls.forEach((call, at) => {
      const symbol = callees[at];
      if (symbol !== undefined) this.#calls.set(symbol.id, [...(this.#calls.get(symbol.id) ?? []), call]);
    });
    const taken = this.#symbols(gifts.map(([node]) => node));
    gifts.forEach(([, value], at) => {
      const symbol = taken[at];
      if (symbol !== undefined) this.#given.set(symbol.id, [...(this.#given.get(symbol.id) ?? []), value]);
    });
  }

  #symbols(nodes: readonly Node[]): (Sym | undefined)[] {
    return this.#checker.getSymbolAtLocation(nodes).map((one) => this.#real(one));
  }

  symbol(node: Node): Sym | undefined {
    return this.#real(this.#checker.getSymbolAtLocation(node));
  }

  /** Behind the name under which a file imports it. */
  #real(symbol: Sym | undefined): Sym | undefined {
    if (symbol === undefined || symbol.declarations.length === 0) return symbol;
    const { kind } = symbol.declarations[0] ?? {};
    if (kind === SyntaxKind.BindingElement) return this.#loaded(symbol) ?? symbol;
    return kind === SyntaxKind.ImportSpecifier || kind === SyntaxKind.ExportSpecifier
      ? this.#checker.getAliasedSymbol(symbol)
      : symbol;
  }

  /** `const { work } = await import(…)`: the function itself. */
  #loaded(symbol: Sym): Sym | undefined {
    const element = symbol.declarations[0]?.resolve(this.#project);
    if (element === undefined || !is.isBindingElement(element) || !is.isObjectBindingPattern(element.parent))
      return undefined;
    const name = (element.propertyName ?? element.name)?.getText() ?? '';
    const type = this.#checker.getTypeAtLocation(element.parent);
    const found = type === undefined ? undefined : this.#checker.getPropertyOfType(type, name);
    if (found === undefined) return undefined;
    const real = this.#real(found);
    const kind = real?.declarations[0]?.kind;
    return kind === SyntaxKind.FunctionDeclaration ? real : undefined;
  }

  #declaration(symbol: Sym | undefined): Node | undefined {
    const handle: NodeHandle | undefined = symbol?.valueDeclaration ?? symbol?.declarations[0];
    return handle?.resolve(this.#project);
  }

  #fileOf(symbol: Sym): string {
    const path = String((symbol.valueDeclaration ?? symbol.declarations[0])?.path ?? '');
    const within = path.slice(this.#root.length + 1);
    return /^(src|tools)\//.test(within) ? within : '';
  }

  /** Whether values of the expression can hold more than words that stand in the program. */
  #holdsText(node: Node): boolean {
    const type = this.#checker.getTypeAtLocation(node);
    if (type === undefined) return true;
    const words = this.#checker.typeToString(type).replace(/"(?:[^"\\]|\\.)*"/g, '');
    return type.isTypeParameter() || /\b(string|any|unknown|Json)\b/.test(words);
  }

  /** `file#property` of the declared property that a property of an object is written to; null: nobody declared it. */
  keyOfProperty(node: PropertyAssignment | ShorthandPropertyAssignment): string | null {
    const { parent } = node;
    const type = is.isObjectLiteralExpression(parent) ? this.#checker.getContextualType(parent) : undefined;
    const symbol = type === undefined ? undefined : this.#checker.getPropertyOfType(type, node.name.getText());
    return symbol === undefined ? null : `${this.#fileOf(symbol)}#${symbol.name}`;
  }

  /** Follows every way in which the expression gets its text. */
  trace(node: Node): undefined {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    this.#way.push(node);
    this.#follow(node);
    this.#way.pop();
  }

  #follow(node: Node): undefined {
    if (is.isShorthandPropertyAssignment(node))
      return this.#traceSymbol(this.#checker.getShorthandAssignmentValueSymbol(node), node);
    if (isFunction(node)) return this.#traceReturns(node);
    if (is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node) || is.isNumericLiteral(node)) return;
    if (
      is.isParenthesizedExpression(node) ||
      is.isAsExpression(node) ||
      is.isNonNullExpression(node) ||
      is.isAwaitExpression(node) ||
      is.isSatisfiesExpression(node) ||
      is.isSpreadElement(node)
    )
      return this.trace(node.expression);
    if (is.isTemplateExpression(node)) return this.#all(node.templateSpans.map((span) => span.expression));
    if (is.isConditionalExpression(node)) {
      this.trace(node.whenTrue);
      return this.trace(node.whenFalse);
    }
    if (is.isArrayLiteralExpression(node)) return this.#all(node.elements);
    if (!this.#holdsText(node)) return;
    if (is.isBinaryExpression(node)) {
      if (node.operatorToken.kind !== SyntaxKind.AmpersandAmpersandToken) this.trace(node.left);
      return this.trace(node.right);
    }
    if (is.isIdentifier(node)) return this.#traceSymbol(this.symbol(node), node);
    if (is.isPropertyAccessExpression(node)) return this.#traceProperty(node.expression, this.symbol(node.name), node);
    if (is.isElementAccessExpression(node)) return this.trace(node.expression);
    if (is.isCallExpression(node)) return this.#traceCall(node);
    if (is.isObjectLiteralExpression(node)) {
      for (const one of node.properties) {
        if (is.isPropertyAssignment(one)) this.trace(one.initializer);
        else if (is.isShorthandPropertyAssignment(one))
          this.#traceSymbol(this.#checker.getShorthandAssignmentValueSymbol(one), one);
        else if (is.isSpreadAssignment(one)) this.trace(one.expression);
      }
      return;
    }
    if (is.isNewExpression(node) && /^(Set|Map|Array)$/.test(node.expression.getText())) {
      for (const one of node.arguments ?? []) this.trace(one);
      return;
    }
    this.#leak(node);
  }

  #traceSymbol(symbol: Sym | undefined, from: Node): undefined {
    const declared = this.#declaration(symbol);
    if (symbol === undefined || declared === undefined) return this.#leak(from);
    for (const value of this.#given.get(symbol.id) ?? []) this.trace(value);
    if (is.isVariableDeclaration(declared)) {
      if (declared.initializer !== undefined) return this.trace(declared.initializer);
      const loop = declared.parent.parent;
      if (is.isForOfStatement(loop)) return this.trace(loop.expression);
      if (!this.#given.has(symbol.id)) this.#leak(from);
      return;
    }
    if (is.isParameterDeclaration(declared)) return this.#traceParameter(declared, from);
    if (is.isBindingElement(declared)) return this.#traceBinding(declared, from);
    if (is.isFunctionDeclaration(declared)) return this.#traceFunction(symbol, declared, from);
    this.#traceProperty(null, symbol, from);
  }

  #traceBinding(declared: Node, from: Node): undefined {
    if (!is.isBindingElement(declared)) return this.#leak(from);
    if (declared.initializer !== undefined) this.trace(declared.initializer);
    const pattern = declared.parent;
    if (is.isArrayBindingPattern(pattern)) {
      const holder = pattern.parent;
      if (is.isVariableDeclaration(holder) && holder.initializer !== undefined) return this.trace(holder.initializer);
      if (is.isVariableDeclaration(holder) && is.isForOfStatement(holder.parent.parent))
        return this.trace(holder.parent.parent.expression);
      if (is.isParameterDeclaration(holder)) return this.#traceParameter(holder, from);
      return this.#leak(from);
    }
    const name = (declared.propertyName ?? declared.name)?.getText();
    const type = this.#checker.getTypeAtLocation(pattern);
    const property = type === undefined || name === undefined ? undefined : this.#checker.getPropertyOfType(type, name);
    this.#traceProperty(null, property, from);
  }

  #traceParameter(declared: ParameterDeclaration, from: Node): undefined {
    const made = declared.parent;
    if (declared.initializer !== undefined) this.trace(declared.initializer);
    const at = 'parameters' in made && Array.isArray(made.parameters) ? made.parameters.indexOf(declared) : -1;
    // A function that is handed over: what it gets is what it is called with there.
    if ((is.isArrowFunction(made) || is.isFunctionExpression(made)) && is.isCallExpression(made.parent)) {
      const call = made.parent;
      if (is.isPropertyAccessExpression(call.expression) && call.arguments[0] === made && !this.#isOurs(call)) {
        // The second argument of these is a number, but of reduce.
        if (at === 0 || call.expression.name.text === 'reduce') return this.trace(call.expression.expression);
        return;
      }
      const taker = this.#declaration(this.symbol(nameNode(call.expression)));
      const slots =
        taker !== undefined && 'parameters' in taker && Array.isArray(taker.parameters) ? taker.parameters : [];
      const slot: unknown = slots[call.arguments.indexOf(made)];
      const held = isNode(slot) && is.isParameterDeclaration(slot) ? this.symbol(slot.name) : undefined;
      const calls = held === undefined ? undefined : this.#calls.get(held.id);
      if (calls !== undefined) return this.#traceArguments(calls, at, declared);
      return this.#leak(from);
    }
    const symbol = this.#symbolOfFunction(made);
    const calls = symbol === undefined ? undefined : this.#calls.get(symbol.id);
    const handed = symbol === undefined ? [] : this.#handedOver(symbol);
    if (calls === undefined && handed.length === 0) return this.#leak(from);
    this.#traceArguments(calls ?? [], at, declared);
    if (at === 0) for (const receiver of handed) this.trace(receiver);
  }

  #traceArguments(
    calls: readonly (CallExpression | NewExpression)[],
    at: number,
    declared: ParameterDeclaration,
  ): undefined {
    for (const call of calls)
      for (const one of (call.arguments ?? []).slice(at, declared.dotDotDotToken === undefined ? at + 1 : undefined))
        this.trace(one);
  }

  /** `list.map(quoted)`: the lists that a named function was given one by one. */
  readonly #mapped = new Map<number, Expression[]>();
  #handedOver(symbol: Sym): readonly Expression[] {
    if (this.#mapped.size === 0) {
      const found = [...this.nodes()].flatMap(({ node }) => {
        if (!is.isCallExpression(node) || !is.isPropertyAccessExpression(node.expression)) return [];
        const [first] = node.arguments;
        const { expression } = node.expression;
        return first !== undefined && is.isIdentifier(first) ? [{ first, expression }] : [];
      });
      this.#mapped.set(-1, []);
      this.#symbols(found.map(({ first }) => first)).forEach((one, at) => {
        const receiver = found[at]?.expression;
        if (one !== undefined && receiver !== undefined)
          this.#mapped.set(one.id, [...(this.#mapped.get(one.id) ?? []), receiver]);
      });
    }
    return this.#mapped.get(symbol.id) ?? [];
  }

  #symbolOfFunction(made: Node): Sym | undefined {
    if (is.isConstructorDeclaration(made)) {
      const { parent } = made;
      return is.isClassDeclaration(parent) && parent.name !== undefined ? this.symbol(parent.name) : undefined;
    }
    if (is.isFunctionDeclaration(made) || is.isMethodDeclaration(made))
      return made.name === undefined ? undefined : this.symbol(made.name);
    const holder = made.parent;
    if (is.isVariableDeclaration(holder)) return this.symbol(holder.name);
    if (is.isPropertyAssignment(holder) && is.isObjectLiteralExpression(holder.parent)) {
      const type = this.#checker.getContextualType(holder.parent);
      return type === undefined
        ? this.symbol(holder.name)
        : this.#checker.getPropertyOfType(type, holder.name.getText());
    }
    return undefined;
  }

  #isOurs(call: CallExpression): boolean {
    const symbol = this.symbol(nameNode(call.expression));
    return symbol !== undefined && this.#fileOf(symbol) !== '';
  }

  #traceProperty(object: Expression | null, symbol: Sym | undefined, from: Node): undefined {
    if (symbol === undefined) return this.#leak(from);
    const file = this.#fileOf(symbol);
    if (this.#known.own.has(`${file}#${symbol.name}`)) return;
    const declared = this.#declaration(symbol);
    if (declared === undefined) return this.#leak(from);
    if (isInstant(declared)) return;
    if (object !== null && (symbol.name === 'message' || symbol.name === 'remedy')) {
      const type = this.#checker.getTypeAtLocation(object);
      if (type !== undefined && this.#known.ownErrors.has(this.#checker.typeToString(type))) return;
    }
    if (is.isPropertyAssignment(declared)) return this.trace(declared.initializer);
    if (is.isShorthandPropertyAssignment(declared))
      return this.#traceSymbol(this.#checker.getShorthandAssignmentValueSymbol(declared), from);
    const given = this.#given.get(symbol.id) ?? [];
    for (const value of given) this.trace(value);
    if (is.isPropertyDeclaration(declared)) {
      if (declared.initializer !== undefined) this.trace(declared.initializer);
      if (declared.initializer !== undefined || given.length > 0) return;
    }
    if (is.isGetAccessorDeclaration(declared)) return this.#traceReturns(declared);
    if (given.length === 0 || !is.isPropertyDeclaration(declared)) this.#leak(from, `${file}#${symbol.name}`);
  }

  #traceCall(call: CallExpression): undefined {
    const callee = nameNode(call.expression);
    const name = callee.getText();
    if (this.#known.makesSafe.has(name) || NEUTRAL.test(name)) return;
    // A whole document, not a word in a sentence: its strings escape themselves.
    if (name === 'stringify' && call.arguments.length === 3) return;
    if (PASSES.test(name)) return this.#all(call.arguments);
    const symbol = this.symbol(callee);
    if (symbol !== undefined && this.#fileOf(symbol) !== '') {
      if (this.#known.own.has(`${this.#fileOf(symbol)}#${symbol.name}`)) return;
      const declared = this.#declaration(symbol);
      if (declared !== undefined && returnsInstant(declared)) return;
      if (declared !== undefined && (is.isFunctionDeclaration(declared) || is.isMethodDeclaration(declared)))
        return this.#traceFunction(symbol, declared, call);
      if (
        declared !== undefined &&
        is.isVariableDeclaration(declared) &&
        declared.initializer !== undefined &&
        isFunction(declared.initializer)
      )
        return this.#traceReturns(declared.initializer);
      if (declared !== undefined && is.isPropertyAssignment(declared) && isFunction(declared.initializer))
        return this.#traceReturns(declared.initializer);
      if (declared !== undefined && is.isParameterDeclaration(declared)) return this.#traceParameter(declared, call);
      return this.#leak(call);
    }
    if (name === 'join' && !is.isPropertyAccessExpression(call.expression)) return this.#all(call.arguments);
    if (name === 'String' || (name === 'all' && call.arguments[0] !== undefined)) return this.#all(call.arguments);
    if (is.isPropertyAccessExpression(call.expression)) {
      const receiver = call.expression.expression;
      if (['padEnd', 'repeat', 'join', 'get'].includes(name)) {
        if (name === 'join') for (const one of call.arguments) this.trace(one);
        return this.trace(receiver);
      }
      if (['replace', 'replaceAll'].includes(name)) {
        const by = call.arguments[1];
        if (by !== undefined) this.trace(by);
        return this.trace(receiver);
      }
      if (['keys', 'entries', 'values', 'fromEntries'].includes(name) && receiver.getText() === 'Object') {
        // The names of properties stand in the program, but those of records of words.
        return this.#all(call.arguments);
      }
      if (name === 'from' && receiver.getText() === 'Array') return this.#all(call.arguments.slice(-1));
      if (KEEPS.test(name)) return this.trace(receiver);
      if (GIVES.test(name)) return this.#all(call.arguments);
    }
    this.#leak(call);
  }

  #all(nodes: readonly Node[]): undefined {
    for (const node of nodes) this.trace(node);
  }

  #traceFunction(symbol: Sym, declared: FunctionDeclaration | MethodDeclaration, from: Node): undefined {
    if (this.#known.makesSafe.has(symbol.name)) return;
    // What comes from the store was foreign when it was put there, and a cell of a file is.
    if (FOREIGN.test(this.#fileOf(symbol)) || declared.body === undefined) return this.#leak(from);
    this.#traceReturns(declared);
  }

  #traceReturns(made: Node): undefined {
    if (this.#returned.has(made)) return;
    this.#returned.add(made);
    const body = 'body' in made ? made.body : undefined;
    if (!isNode(body)) return;
    if (!is.isBlock(body)) return this.trace(body);
    const todo: Node[] = [body];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (is.isReturnStatement(node) && node.expression !== undefined) this.trace(node.expression);
      if (is.isYieldExpression(node) && node.expression !== undefined) this.trace(node.expression);
      node.forEachChild((child) => {
        if (!isFunction(child)) todo.push(child);
      });
    }
  }

  #leak(node: Node, from = ''): undefined {
    const place = this.#placeOf(node);
    const way = this.#way.filter((one) => !node.getText().includes(one.getText())).map((one) => this.#placeOf(one));
    const text = node.getText().replace(/\s+/g, ' ').slice(0, 120);
    this.#leaks.set(`${place} ${text}`, { place, text, from, way: [...new Set(way)] });
  }

  #placeOf(node: Node): string {
    const source = node.getSourceFile();
    const line = source.text.slice(0, node.getStart()).split('\n').length;
    return `${source.fileName.slice(this.#root.length + 1)}:${line}`;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function isFunction(node: Node): node is ArrowFunction | FunctionExpression | FunctionDeclaration | MethodDeclaration {
  return (
    is.isArrowFunction(node) ||
    is.isFunctionExpression(node) ||
    is.isFunctionDeclaration(node) ||
    is.isMethodDeclaration(node)
  );
}

/** The node that names what an expression calls or writes. */
function nameNode(node: Node): Node {
  if (is.isPropertyAccessExpression(node)) return node.name;
  return is.isParenthesizedExpression(node) || is.isNonNullExpression(node) ? nameNode(node.expression) : node;
}

function isInstant(declared: Node): boolean {
  return (
    'type' in declared &&
    isNode(declared.type) &&
    /^(readonly )?(Instant)( \| (null|undefined))*$/.test(declared.type.getText())
  );
}

function returnsInstant(declared: Node): boolean {
  return isInstant(declared);
}
