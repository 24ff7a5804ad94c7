import { dumpSyntax } from '../../compiler/debug/dump-syntax.ts';
import { formatProgram } from '../../compiler/format/format-program.ts';
import { layOut } from '../../compiler/format/lay-out.ts';
import { ProgramGenerator } from '../support/parsing/generate-program.ts';
import { grammarForms, seedBlocks } from '../support/parsing/grammar-forms.ts';
import { mutateText } from '../support/parsing/mutate-text.ts';
import { randomFrom } from '../support/parsing/random.ts';
import { readText } from '../support/parsing/read-text.ts';

/** `node test/fuzz/parse.ts [COUNT] [SEED]`: parses damaged texts, and formats those that are still valid. */
function main(count: number, seed: number): void {
  const random = randomFrom(seed);
  const forms = [...grammarForms(), ...seedBlocks()];
  const started = performance.now();
  let valid = 0;
  let failures = 0;
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    const base = random.chance(0.3) ? new ProgramGenerator(random).program(2) : random.pick(forms).text;
    const text = random.chance(0.1) ? base : mutateText(base, random);
    const begun = performance.now();
    const fault = faultOf(text);
    slowest = Math.max(slowest, performance.now() - begun);
    if (fault === 'valid') valid++;
    else if (fault !== undefined) {
      failures++;
      console.log(`${fault}\n  ${JSON.stringify(text)}`);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${count} texts, seed ${seed}: ${valid} valid, ${failures} failures, ${seconds} s, slowest ${slowest.toFixed(0)} ms`,
  );
  process.exitCode = failures > 0 ? 1 : 0;
}

/** What went wrong; `valid` for text that was read and laid out well. */
function faultOf(text: string): string | undefined {
  try {
    const { program, comments, diagnostics } = readText(text);
    const astray = diagnostics.find(
      ({ span }) => !(span.start >= 0 && span.start <= span.end && span.end <= text.length),
    );
    if (astray !== undefined) return `${astray.code} lies outside the text`;
    if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
    const output = formatProgram(text, program, comments);
    const again = readText(output);
    if (again.diagnostics.length > 0) return `formatted text does not parse: ${again.diagnostics[0]?.message}`;
    if (dumpSyntax(again.program) !== dumpSyntax(program)) return 'formatting changed the tree';
    if (again.comments.length !== comments.length) return 'formatting changed the comments';
    const settled = layOut(text, (current) => {
      const found = readText(current);
      return found.diagnostics.some(({ severity }) => severity === 'error') ? undefined : found;
    });
    return settled === text && output !== text ? 'formatting does not settle' : 'valid';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

const [count = '100000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
main(Number(count), Number(seed));
