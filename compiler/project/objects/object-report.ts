import { showSignature } from '../../contract/show-signature.ts';
import { showSlot } from '../../contract/type.ts';
import type { Span } from '../../contract/span.ts';
import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';
import { namer } from '../lineage/lineage.ts';
import { columnOrigin } from '../lineage/origin.ts';
import { callGraphOf, wholeId } from './calls.ts';
import { firedBy } from './firings.ts';
import { objectEffects, type Columns, type ObjectEffects } from './object-effects.ts';
import { runsOf, textsOf } from './runs.ts';

/** What is told of one object of a project. Names are as declared; relations have no schema where they need none. */
export interface ObjectReport {
  readonly kind: FollowedObject['kind'];
  readonly name: string;
  readonly signature: string;
  readonly file: string;
  readonly span: Span;
  readonly effects: Omit<ObjectEffects, 'reads' | 'writes' | 'events'> & {
    readonly reads: readonly RelationColumns[];
    readonly writes: readonly RelationColumns[];
  };
  readonly calls: readonly string[];
  readonly calledBy: readonly string[];
  /** Triggers that its changes fire, with what these run. */
  readonly fires: readonly { readonly trigger: string; readonly when: string; readonly runs: readonly string[] }[];
}

export interface RelationColumns {
  readonly relation: string;
  readonly columns: readonly string[];
}

/** Everything that can be asked for by name, and what it is called. */
export function objectNames({ objects }: Followed): readonly FollowedObject[] {
  return [...objects.values()].filter(({ id, kind }) => kind !== 'script' && wholeId(id) === id);
}

/** Reports of the objects of a name: kinds do not share their names. */
export function reportsOf(followed: Followed, name: string): readonly ObjectReport[] {
  const graph = callGraphOf(followed);
  const last = name.toLowerCase().replace(/^[^.]*\./, '');
  const found = objectNames(followed).filter((object) =>
    [name.toLowerCase(), last].includes(object.name.toLowerCase()),
  );
  return found.map((object): ObjectReport => {
    const { reads, writes, events, ...effects } = objectEffects(followed, graph, object.id);
    const shown = (ids: Iterable<string> | undefined): readonly string[] => namesOf(followed, ids ?? []);
    return {
      ...{ kind: object.kind, name: object.name, signature: signatureOf(followed, object) },
      ...{ file: object.module.file.name, span: object.span },
      effects: { ...effects, reads: columnsOf(followed, reads), writes: columnsOf(followed, writes) },
      calls: shown(graph.calls.get(object.id)),
      calledBy: shown(graph.callers.get(object.id)),
      fires: firedBy(followed, events).map((firing) => ({
        trigger: firing.trigger.name,
        when: `${[...textsOf(firing.trigger.options, 'timing'), firing.events.join(' or ')].join(' ')} of ${firing.target}`,
        runs: shown(runsOf(followed, firing.trigger)),
      })),
    };
  });
}

function columnsOf(followed: Followed, all: Columns): readonly RelationColumns[] {
  const nameOf = namer(followed);
  return [...all].map(([relation, columns]) => {
    if (relation.startsWith("'")) return { relation, columns };
    const local = /\{(.*)\}$/.exec(relation);
    if (local !== null) return { relation: `{${local[1]}}`, columns };
    return {
      relation: nameOf(columnOrigin(relation, '*')).relation,
      columns: columns.map((column) => nameOf(columnOrigin(relation, column)).column),
    };
  });
}

/** `procedure make_report`, in order; statements of a file by its name. */
function namesOf({ objects }: Followed, ids: Iterable<string>): readonly string[] {
  const names = [...ids].map((id) => {
    const object = objects.get(id);
    if (object?.kind === 'script') return `statements of ${object.name}`;
    return object === undefined ? id.replace(':', ' ') : `${object.kind} ${object.name}`;
  });
  return [...new Set(names)].sort();
}

function signatureOf(followed: Followed, { kind, name, signature, code, options }: FollowedObject): string {
  if (signature !== null) return showSignature(name, signature);
  if (code.kind === 'query') {
    const info = followed.view.views.find((each) => `${each.schema}.${each.name}` === code.relation);
    return `${name}(${(info?.fields ?? []).map((field) => `${field.name} ${showSlot(field)}`).join(', ')})`;
  }
  if (kind === 'trigger')
    return `${name} ${[...textsOf(options, 'timing'), textsOf(options, 'event').join(' or ')].join(' ')} of ${textsOf(options, 'target').join()}`;
  const times = textsOf(options, 'sched');
  return times.length === 0 ? name : `${name} at ${times.join('; ')}`;
}
