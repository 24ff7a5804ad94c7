import { showField } from '../../../compiler/contract/data-type.ts';
import type { Manifest, ManifestRoutine } from '../../../compiler/contract/manifest.ts';
import { showSlot } from '../../../compiler/contract/type.ts';

/** A manifest a line per entry, without plans, texts and ids, which other sections show or which change from run to run. */
export function showManifest(manifest: Omit<Manifest, 'fingerprint'>): string {
  const lines = [
    `abi ${manifest.abiVersion}`,
    ...manifest.routines.map(showRoutine),
    ...manifest.usedTables.map((table) => `uses ${table.name} @${table.schemaVersion}`),
    ...manifest.imports.map(({ id }) => `imports ${id}`),
    ...manifest.calls.map(({ id, shape }) => `calls ${id} ${shape}`),
    ...manifest.dependencies.map(() => 'depends on another module'),
    ...manifest.queries.map((query, i) => `query ${i}: ${query.plan.fields.map(showField).join(', ')}`),
    ...manifest.dmls.map((dml, i) => `change of rows ${i}: ${dml.kind} ${dml.name}`),
    ...manifest.dynamics.map(
      (each, i) => `dynamic ${i} (${each.locals.map((local) => local.name).join(', ')}): ${each.text}`,
    ),
    ...manifest.changes.map((change, i) => `change of catalog ${i}: ${change.kind}`),
    ...manifest.shows.map((show) => `show ${show.what}${show.name === null ? '' : ` ${show.name}`}`),
    ...manifest.copies.map(
      (copy) => `copy into ${copy.schema}.${copy.table}${copy.create ? ', made from the file' : ''}`,
    ),
    ...manifest.results.map((result, i) => `result ${i}: ${showField(result)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function showRoutine({ id, exportName, signature, options, start }: ManifestRoutine): string {
  const { effects } = signature;
  const parameters = signature.parameters.map((each) => `${each.name} ${showSlot(each.slot)}`).join(', ');
  const notes = [
    `at ${start.line}:${start.column}`,
    ...(['reads', 'writes', 'raises'] as const)
      .filter((key) => effects[key].length > 0)
      .map((key) => `${key} ${effects[key].join(', ')}`),
    ...(['async', 'io', 'ddl'] as const).filter((key) => effects[key]),
    ...(effects.deterministic ? [] : ['not deterministic']),
    ...(effects.acts === true ? ['acts'] : []),
    ...(signature.inline === null ? [] : ['inlined']),
    ...(Object.keys(options).length === 0 ? [] : [`options ${JSON.stringify(options)}`]),
  ];
  return `${id} as ${exportName}(${parameters}) -> ${showSlot(signature.result)}; ${notes.join('; ')}`;
}
