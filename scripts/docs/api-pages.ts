import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { compare } from '../../lib/values/compare';
import { compile } from '../compiler';
import { isInternal } from '../declarations/public-declarations';
import { code, table } from './markdown';

/** An entry of the package. */
interface Entry {
  /** What a program imports. */
  readonly specifier: string;
  /** Its module, relative to the root. */
  readonly source: string;
}

const ROOT = join(__dirname, '..', '..');
const MARK = '<!-- written by `npm run docs`; never edited -->';

/** Folder of the pages, relative to the root; it holds nothing else. */
export const API_PAGES = 'docs/reference/api';

/** The pages of the public API, one for each entry of the package, and a list of them: path relative to the root, to text. */
export function apiPages(): ReadonlyMap<string, string> {
  const entries = entriesOfPackage();
  const program = compile(entries.map(({ source }) => join(ROOT, source)));
  const checker = program.getTypeChecker();
  const pages = entries.map((entry): readonly [Entry, string] => [entry, entryPage(entry, program, checker)]);
  const rows = pages.map(([entry, text]) => [`[${code(entry.specifier)}](${fileOf(entry)})`, introOf(text)]);
  const index = [
    MARK,
    '# API',
    'Every public name, by entry of the package.',
    table(['import', 'what it has'], rows) ?? '',
  ];
  return new Map([
    [`${API_PAGES}/README.md`, `${index.join('\n\n')}\n`],
    ...pages.map(([entry, text]) => [`${API_PAGES}/${fileOf(entry)}`, text] as const),
  ]);
}

function entriesOfPackage(): Entry[] {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | { readonly source?: string }>;
  };
  // An entry without a source, for Vitest, has the names of another one.
  return Object.entries(exports).flatMap(([path, conditions]) =>
    typeof conditions === 'string' || conditions.source === undefined
      ? []
      : [{ specifier: name + path.slice(1), source: conditions.source }],
  );
}

function fileOf({ specifier }: Entry): string {
  return `${specifier.split('/').slice(1).join('-') || 'main'}.md`;
}

/** The first sentence below the title. */
function introOf(page: string): string {
  return page.split('\n\n')[2]?.replace(/\n/g, ' ') ?? '';
}

function entryPage({ specifier, source }: Entry, program: ts.Program, checker: ts.TypeChecker): string {
  const file = program.getSourceFile(join(ROOT, source));
  const module = file && checker.getSymbolAtLocation(file);
  const comment = /^\/\*\*\n([^]*?)\n \*\//.exec(file?.text ?? '')?.[1] ?? '';
  const intro = escaped(comment.replace(/^ \* ?/gm, '')).split('\n\n')[0];
  const names = module === undefined ? [] : checker.getExportsOfModule(module);
  const sections = names.map((symbol) => sectionOf(symbol, checker)).sort((left, right) => compare(left, right));
  return `${[MARK, `# ${code(specifier)}`, intro ?? '', ...sections].filter((text) => text !== '').join('\n\n')}\n`;
}

/** One name: what it is, its docstring, and its members. */
function sectionOf(exported: ts.Symbol, checker: ts.TypeChecker): string {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const [node] = (symbol.declarations ?? []).filter((one) => !ts.isModuleDeclaration(one)).sort(byKind);
  const text = documentation(symbol, checker);
  const { kind, signature, members } = node === undefined ? UNKNOWN : describe(node);
  const rows = members.map((member) => memberRow(member, checker));
  const listed = table(['member', 'type', 'default', 'description'], rows);
  return [`## ${exported.name}`, `*${kind}*${text === '' ? '' : `. ${text}`}`, signature, listed ?? '']
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A class before the interface that it is merged with. */
function byKind(left: ts.Node, right: ts.Node): number {
  return Number(ts.isClassDeclaration(right)) - Number(ts.isClassDeclaration(left));
}

interface Description {
  readonly kind: string;
  readonly signature: string;
  readonly members: readonly ts.NamedDeclaration[];
}

const UNKNOWN: Description = { kind: 'namespace', signature: '', members: [] };

function describe(node: ts.Declaration): Description {
  if (ts.isClassDeclaration(node)) return { kind: 'class', signature: '', members: publicMembers(node) };
  if (ts.isInterfaceDeclaration(node))
    return { kind: 'interface', signature: '', members: node.members.filter((member) => !isInternal(member)) };
  if (ts.isEnumDeclaration(node)) return { kind: 'enum', signature: '', members: [...node.members] };
  if (ts.isFunctionDeclaration(node))
    return { kind: 'function', signature: shown(`${node.name?.text ?? ''}${callText(node)}`), members: [] };
  if (ts.isTypeAliasDeclaration(node)) return { kind: 'type', signature: shown(typeText(node.type)), members: [] };
  return { kind: 'value', signature: '', members: [] };
}

function publicMembers({ members }: ts.ClassDeclaration): ts.NamedDeclaration[] {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const visible = members.filter(
    (member) => !isInternal(member) && (ts.getCombinedModifierFlags(member) & hidden) === 0,
  );
  const parameters = visible
    .filter(ts.isConstructorDeclaration)
    .flatMap((one) => one.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, one)))
    .filter((parameter) => (ts.getCombinedModifierFlags(parameter) & hidden) === 0);
  const isShown = (member: ts.ClassElement): boolean =>
    ts.isConstructorDeclaration(member) ||
    (member.name !== undefined && !ts.isPrivateIdentifier(member.name) && !ts.isComputedPropertyName(member.name));
  return [...visible.filter(isShown), ...parameters];
}

function memberRow(node: ts.NamedDeclaration, checker: ts.TypeChecker): string[] {
  if (ts.isConstructorDeclaration(node))
    return [code('constructor'), code(callText(node)), '', documentationOf(node, checker)];
  const isStatic =
    ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  const tag = symbol?.getJsDocTags(checker).find(({ name }) => name === 'default');
  const fallback = escaped(ts.displayPartsToString(tag?.text)).replace(/^- /, '');
  const optional = 'questionToken' in node && node.questionToken !== undefined ? '?' : '';
  return [
    `${isStatic === true ? 'static ' : ''}${code(`${nameOf(node)}${optional}`)}`,
    code(memberType(node)),
    fallback,
    documentationOf(node, checker),
  ];
}

function nameOf(node: ts.NamedDeclaration): string {
  return ts.isIndexSignatureDeclaration(node)
    ? `[${node.parameters[0]?.getText() ?? ''}]`
    : (node.name?.getText() ?? '');
}

function memberType(node: ts.NamedDeclaration): string {
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) return callText(node);
  if (ts.isEnumMember(node)) return oneLine(node.initializer?.getText() ?? '');
  const { type } = node as Partial<ts.PropertyDeclaration>;
  return type === undefined ? '' : typeText(type);
}

function callText({ parameters, type }: ts.SignatureDeclaration): string {
  const names = parameters.map((one) => {
    const rest = one.dotDotDotToken === undefined ? '' : '...';
    const name = ts.isIdentifier(one.name) ? one.name.text : 'options';
    const optional = one.questionToken === undefined && one.initializer === undefined ? '' : '?';
    return `${rest}${name}${optional}${one.type === undefined ? '' : `: ${typeText(one.type)}`}`;
  });
  return `(${names.join(', ')})${type === undefined ? '' : `: ${typeText(type)}`}`;
}

function typeText(type: ts.TypeNode): string {
  return oneLine(type.getText().replace(/\/\*[^]*?\*\//g, ''));
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

function shown(signature: string): string {
  return `\`\`\`text\n${signature}\n\`\`\``;
}

function documentationOf(node: ts.NamedDeclaration, checker: ts.TypeChecker): string {
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  const text = symbol === undefined ? '' : documentation(symbol, checker);
  // A property that is a parameter of the constructor has its own text, and that of `@param` behind a dash.
  return ts.isParameter(node) ? (text.split(/^- /m).find((part) => part !== '') ?? '').trim() : text;
}

function documentation(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return escaped(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
}

/** A docstring as Markdown: links to names become code, and what looks like an element of HTML is text. */
function escaped(text: string): string {
  const linked = text.replace(/\{@link ([^}\s|]+)[^}]*\}/g, '`$1`').trim();
  return linked
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/</g, '&lt;')))
    .join('');
}
