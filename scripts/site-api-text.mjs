// A declaration of the JavaScript API as Markdown, with every type that is named a link to its place. Knows which page has
// what only by the function that it is given, and writes no file.

import { Failure } from './lib.mjs';

/**
 * @import { CommentDisplayPart, DeclarationReflection, SignatureReflection, SomeType, TypeParameterReflection } from 'typedoc'
 */

/** Text, or the name of something, with its address where the reference has it. @typedef {string | { name: string, href: string | undefined }} Piece */

/** Where the reference has something, as a link from the page that is written. @typedef {(name: string) => string | undefined} Places */

/** Members that are there for the browser. */
const FOR_BROWSER = ['observedAttributes', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback'];

/** Where a line of code is broken, if it can be. */
const WIDTH = 100;

/** @returns {Piece[]} */
function joined(/** @type {readonly Piece[][]} */ parts, /** @type {string} */ between) {
  return parts.flatMap((part, at) => (at === 0 ? part : [between, ...part]));
}

/** Text that Markdown takes for nothing else. */
const plain = (/** @type {string} */ text) =>
  text.replaceAll(/[^\w\s.,:;"'()=?/|-]|_/g, (sign) => `&#${sign.codePointAt(0)};`);

const asText = (/** @type {readonly Piece[]} */ pieces) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('');

function asCode(/** @type {readonly Piece[]} */ pieces) {
  const inner = pieces.map((piece) => {
    if (typeof piece === 'string') return plain(piece);
    return piece.href === undefined ? plain(piece.name) : `<a href="${piece.href}">${plain(piece.name)}</a>`;
  });
  return `<code>${inner.join('')}</code>`;
}

const hasLink = (/** @type {readonly Piece[]} */ pieces) =>
  pieces.some((piece) => typeof piece !== 'string' && piece.href !== undefined);

const fence = (/** @type {string} */ code) => `\`\`\`ts\n${code}\n\`\`\``;

/** A line that is too long, broken between the members of a union. */
function broken(/** @type {string} */ line) {
  if (line.length <= WIDTH) return line;
  const lines = [''];
  for (const part of line.split(/(?<= )(?=\| )/)) {
    if ((lines.at(-1) ?? '').length + part.length > WIDTH) lines.push('  ');
    lines.push(`${lines.pop() ?? ''}${part}`);
  }
  return lines.map((one) => one.trimEnd()).join('\n');
}

/** @param {Places} places */
export function writer(places) {
  /** @returns {Piece} */
  const named = (/** @type {string} */ name) => ({ name, href: places(name) });

  /** @returns {Piece[]} */
  function typed(/** @type {SomeType | undefined} */ type) {
    if (type === undefined) return ['unknown'];
    switch (type.type) {
      case 'intrinsic':
      case 'unknown':
        return [type.name];
      case 'literal':
        return [JSON.stringify(type.value)];
      case 'union':
        return joined(type.types.map(typed), ' | ');
      case 'array': {
        const element = typed(type.elementType);
        return type.elementType.type === 'union' ? ['(', ...element, ')[]'] : [...element, '[]'];
      }
      case 'tuple':
        return ['[', ...joined(type.elements.map(typed), ', '), ']'];
      case 'typeOperator':
        return [`${type.operator} `, ...typed(type.target)];
      case 'query':
        return ['(typeof ', ...typed(type.queryType), ')'];
      case 'indexedAccess':
        return [...typed(type.objectType), '[', ...typed(type.indexType), ']'];
      case 'reference':
        return type.typeArguments === undefined || type.typeArguments.length === 0
          ? [named(type.name)]
          : [named(type.name), '<', ...joined(type.typeArguments.map(typed), ', '), '>'];
      case 'reflection':
        return ofLiteral(type.declaration);
      default:
        throw new Failure(`The reference cannot write a type that is ${type.type}: ${type.toString()}`);
    }
  }

  /** `{ … }`, or a function. @returns {Piece[]} */
  function ofLiteral(/** @type {DeclarationReflection} */ { children = [], signatures: [signature] = [] }) {
    if (signature !== undefined) return [...called(signature), ' => ', ...typed(signature.type)];
    return ['{ ', ...joined(children.map(field), '; '), ' }'];
  }

  /** @returns {Piece[]} */
  const field = (/** @type {DeclarationReflection} */ { name, flags, type }) => [
    `${name}${flags.isOptional ? '?' : ''}: `,
    ...typed(type),
  ];

  /** What stands in brackets behind a name. @returns {Piece[]} */
  function called(/** @type {SignatureReflection} */ { parameters = [], typeParameters = [] }) {
    const given = parameters.map(({ name, flags, defaultValue, type }) => [
      `${name}${flags.isOptional || defaultValue !== undefined ? '?' : ''}: `,
      ...typed(type),
    ]);
    return [...generic(typeParameters), '(', ...joined(given, ', '), ')'];
  }

  /** @returns {Piece[]} */
  function generic(/** @type {readonly TypeParameterReflection[]} */ parameters) {
    const each = parameters.map(({ name, type }) =>
      type === undefined ? [name] : [`${name} extends `, ...typed(type)],
    );
    return each.length === 0 ? [] : ['<', ...joined(each, ', '), '>'];
  }

  function prose(/** @type {readonly CommentDisplayPart[] | undefined} */ parts = []) {
    const text = parts.map((part) => {
      if (part.kind === 'code') return part.text;
      if (part.kind === 'text') return part.text.replaceAll('<', '&lt;');
      throw new Failure(`The reference cannot write {${part.kind} ${part.text}}`);
    });
    return (
      text
        .join('')
        .trim()
        // What a comment says for those who read the source: a note is a page here, a Rust path only a name.
        .replaceAll(/\bdocs\/([\w-]+)\.md\b/g, '[$&](../../docs/$1.md)')
        .replaceAll(/\[(`\w+`)\](?:\([\w:]+\))?(?!\()/g, '$1')
    );
  }

  const remark = (/** @type {readonly CommentDisplayPart[] | undefined} */ parts) => {
    const text = prose(parts).replaceAll(/\s*\n\s*/g, ' ');
    return text === '' ? '' : `: ${text}`;
  };

  /** A call with what is given, answered and thrown, as far as that says more than its first line. */
  function ofSignature(/** @type {string} */ begin, /** @type {SignatureReflection} */ signature) {
    const { comment, parameters = [], type } = signature;
    const isNew = signature.kind === CONSTRUCTOR_SIGNATURE;
    const answer = typed(type);
    const line = [begin, ...called(signature), ...(isNew ? [] : [': ', ...answer])];
    const tags = (/** @type {string} */ tag) => comment?.blockTags.filter((one) => one.tag === tag) ?? [];
    const [returns] = tags('@returns');
    const list = [
      ...parameters
        .map((one) => ({ pieces: /** @type {Piece[]} */ ([`${one.name}: `, ...typed(one.type)]), ...one }))
        .filter(({ pieces, comment }) => hasLink(pieces) || comment !== undefined)
        .map(({ pieces, comment }) => `- ${asCode(pieces)}${remark(comment?.summary)}`),
      ...(!isNew && (hasLink(answer) || returns !== undefined)
        ? [`- Returns ${asCode(answer)}${remark(returns?.content)}`]
        : []),
      ...tags('@throws').map(({ typeAnnotation, content }) => {
        const thrown = typeAnnotation?.replaceAll(/[{}]/g, '') ?? 'Error';
        return `- Throws ${asCode([named(thrown)])}${remark(content)}`;
      }),
    ];
    return [fence(broken(asText(line))), prose(comment?.summary), list.join('\n')];
  }

  function ofMember(/** @type {DeclarationReflection} */ owner, /** @type {DeclarationReflection} */ member) {
    const { signatures = [], getSignature } = member;
    const name = nameOf(member);
    const begin = member.name === 'constructor' ? `new ${owner.name}` : name;
    const of = member.flags.isStatic ? `${owner.name}.` : '';
    const title = `${of}${begin}${signatures.length > 0 ? '()' : ''}`;
    const heading = `### ${plain(title)} {#${owner.name}-${member.name.replaceAll(/\W/g, '')}}`;
    if (signatures.length > 0)
      return [heading, ...signatures.flatMap((one) => ofSignature(`${fixed(member)}${begin}`, one))];
    const type = typed(getSignature?.type ?? member.type);
    return [
      heading,
      fence(broken(asText(property(member)))),
      prose((getSignature ?? member).comment?.summary),
      hasLink(type) ? `- Type ${asCode(type)}` : '',
    ];
  }

  const fixed = (/** @type {DeclarationReflection} */ { flags }) => (flags.isStatic ? 'static ' : '');

  /** TypeDoc calls what is `[Symbol.dispose]` `[dispose]`. */
  const nameOf = (/** @type {DeclarationReflection} */ { name }) => name.replace(/^\[(\w+)\]$/, '[Symbol.$1]');

  /** @returns {Piece[]} */
  function property(/** @type {DeclarationReflection} */ it) {
    const { flags, getSignature, setSignature, type } = it;
    const readOnly = flags.isReadonly || (getSignature !== undefined && setSignature === undefined);
    return [`${fixed(it)}${readOnly ? 'readonly ' : ''}${nameOf(it)}: `, ...typed(getSignature?.type ?? type)];
  }

  /** Members that a class has of its own. */
  const membersOf = (/** @type {DeclarationReflection} */ { children = [] }) =>
    children.filter(
      (one) => one.inheritedFrom === undefined && one.overwrites === undefined && !FOR_BROWSER.includes(one.name),
    );

  /** Fields as a list, each with its remark; below a field, those of the objects in it that have remarks. */
  const fields = (/** @type {readonly DeclarationReflection[]} */ all, indent = '') =>
    all.map((one) => `${indent}- ${asCode(field(one))}${remark(one.comment?.summary)}`).join('\n');

  /** What an object of a union is told by: the field whose value is always the same. */
  const toldBy = (/** @type {SomeType} */ type) =>
    type.type === 'reflection'
      ? type.declaration.children?.find((one) => one.type?.type === 'literal' && typeof one.type.value === 'string')
      : undefined;

  /** One of several kinds of object. */
  function variant(/** @type {SomeType} */ type) {
    const tag = toldBy(type);
    if (tag === undefined || type.type !== 'reflection') return `- ${asCode(typed(type))}`;
    const rest = type.declaration.children?.filter((one) => one !== tag) ?? [];
    const head = asCode(typed(tag.type));
    if (rest.length === 0) return `- ${head}`;
    if (rest.some((one) => one.comment !== undefined)) return `- ${head}\n${fields(rest, '  ')}`;
    return `- ${head}: ${rest.map((one) => asCode(field(one))).join(', ')}`;
  }

  /** @returns {string[]} */
  function ofType(/** @type {string} */ name, /** @type {SomeType} */ type) {
    if (type.type === 'union') {
      const tags = new Set(type.types.map((one) => toldBy(one)?.name));
      const [tag] = tags;
      if (tags.size === 1 && tag !== undefined) return [`By its \`${tag}\`:`, type.types.map(variant).join('\n')];
      if (type.types.length > 2 || type.types.every((one) => one.type === 'literal'))
        return [`One of ${type.types.map((one) => asCode(typed(one))).join(', ')}.`];
    }
    return [asCode([`${name} = `, ...typed(type)])];
  }

  return {
    asCode,
    named,
    /** A class, function, interface or type with all that it has. */
    section(/** @type {DeclarationReflection} */ it) {
      const { name, signatures = [], type, comment, children = [] } = it;
      const heading = `## ${signatures.length > 0 ? `${name}()` : name} {#${name}}`;
      const parts =
        signatures.length > 0
          ? signatures.flatMap((one) => ofSignature(`function ${name}`, one))
          : [
              prose(comment?.summary),
              ...(it.kind === CLASS
                ? membersOf(it).flatMap((one) => ofMember(it, one))
                : type === undefined
                  ? [fields(children)]
                  : ofType(name, type)),
            ];
      return [heading, ...parts].filter((part) => part !== '').join('\n\n');
    },
    /** A class in one block, for one that is described elsewhere. */
    outline(/** @type {DeclarationReflection} */ it) {
      const members = membersOf(it).flatMap((one) => {
        const { signatures } = one;
        if (signatures === undefined) return [property(one)];
        return signatures.map((each) => [`${fixed(one)}${one.name}`, ...called(each), ': ', ...typed(each.type)]);
      });
      /** @type {Map<string, Piece>} */ const mentioned = new Map();
      for (const piece of members.flat())
        if (typeof piece !== 'string' && piece.href !== undefined) mentioned.set(piece.name, piece);
      const lines = members.map((pieces) => `  ${asText(pieces)};`);
      return [
        `## ${it.name} {#${it.name}}`,
        prose(it.comment?.summary),
        fence(`class ${it.name} extends HTMLElement {\n${lines.join('\n')}\n}`),
        `Types in it: ${[...mentioned.values()].map((piece) => asCode([piece])).join(', ')}.`,
      ].join('\n\n');
    },
  };
}

/** TypeDoc's numbers, which are not to be had before it is installed. */
const CLASS = 128;
const CONSTRUCTOR_SIGNATURE = 16384;
