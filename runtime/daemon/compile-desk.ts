import type { CatalogView } from '../../compiler/contract/catalog-view.ts';
import { compile, kernelText, parseText, readLibrary, shapeOf, type Library, type Parsed } from '../modules/build.ts';
import { Recent } from '../modules/recent.ts';
import { placesIn } from './plan-places.ts';
import type { CompileAsk, CompileReply } from './thread-messages.ts';

/** Compiled texts, parsed texts and versions of the catalog that are kept. */
const COMPILED = 2000;
const PARSED = 100;
const VIEWS = 32;

/** Answers what run threads ask of the compiler. */
export class CompileDesk {
  readonly #sources: Readonly<Record<string, string>>;
  readonly #compiled = new Recent<string, CompileReply>(COMPILED);
  readonly #parsed = new Recent<string, Parsed>(PARSED);
  readonly #views = new Recent<string, CatalogView>(VIEWS);
  #library: Library | null = null;

  constructor(sources: Readonly<Record<string, string>>) {
    this.#sources = sources;
  }

  /** Errors: those of the compiler. */
  answer(ask: CompileAsk): CompileReply {
    return ask.kind === 'kernel' ? { kind: 'text', text: kernelText(ask.query, ask.traits) } : this.#compile(ask);
  }

  #compile(ask: Exclude<CompileAsk, { kind: 'kernel' }>): CompileReply {
    const { kind, version, name, text, starts, scope, files, former } = ask;
    const key = JSON.stringify([kind, version, name, text, starts, scope, files, former]);
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const view = ask.view ?? this.#views.get(version);
    if (view === undefined) return { kind: 'lacks view' };
    if (ask.view !== null) this.#views.set(version, ask.view);
    this.#library ??= readLibrary(this.#sources);
    const context = { view, library: this.#library, scope, files, former };
    const statements = this.#statements(name, text, starts);
    if (kind === 'shape') return this.#compiled.set(key, { kind, shape: shapeOf(statements, context) });
    const compiled = compile(statements, context);
    return this.#compiled.set(key, { kind: 'compiled', compiled, places: placesIn(compiled.manifest) });
  }

  /** The statements of a text that begin at `starts`, as a program of their own. */
  #statements(name: string, text: string, starts: readonly number[]): Parsed {
    const key = `${name}\0${text}`;
    const parsed = this.#parsed.get(key) ?? this.#parsed.set(key, parseText(text, name));
    const wanted = new Set(starts);
    const statements = parsed.program.statements.filter(({ span }) => wanted.has(span.start));
    return { ...parsed, diagnostics: [], program: { ...parsed.program, statements } };
  }
}
