import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';
import { skip } from '../support/skip.ts';

/* Lakes on file systems of a few MB, and on ones that take no writes: mounted for these processes alone. */
const test = suite('small disks');
const NODE = process.execPath;
const CHILD = fileURLToPath(new URL('small-disk-child.ts', import.meta.url));
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));

interface Done {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell script with `$DISK`, a file system of its own. */
function onDisk(megabytes: number, folder: string, script: string): Done {
  const all = `mount -t tmpfs -o size=${megabytes}m none "$DISK" || exit 77\n${script}`;
  const env = { ...process.env, DISK: folder, NODE, CHILD, GOBI };
  return spawnSync('unshare', ['-rm', 'sh', '-c', all], { encoding: 'utf8', env });
}

const mountable = await inScratchFolder((folder) => onDisk(1, folder, 'exit 0').status === 0);

if (mountable) {
  test('a disk that is full: errors that say so, the lake as before, reading goes on', () =>
    inScratchFolder((folder) => {
      const { status, stdout, stderr } = onDisk(8, folder, '"$NODE" "$CHILD" "$DISK"');
      assert.is(status, 0, stdout + stderr);
      console.log(stdout.trim());
    }));

  test('a disk that takes no writes: queries and calls run, changes are refused', () =>
    inScratchFolder((folder) => {
      const script = `
        sql() { "$NODE" "$GOBI" sql --create --db "$DISK/lake" --format csv -c "$1" 2>&1; }
        sql "create table t (id int primary key, v string); insert into t values (1, 'a'); create table big as select value as x from range(0, 50000)" >&2
        sql "upsert procedure p() returns int { return (select count(*) from t) }" >&2
        mount -o remount,ro "$DISK"
        sql "select count(*) as n, sum(x) as total from big; call p(); select v from t where id = 1"
        sql "insert into t values (2, 'b')"
        sql "insert into big select * from big"
        sql "create table more (a int)"
        mount -o remount,rw "$DISK"
        sql "insert into t values (2, 'b'); select count(*) as n from t"`;
      const { status, stdout, stderr } = onDisk(8, folder, script);
      assert.is(status, 0, stdout + stderr);
      const refused =
        /error SEMANTIC_011: ReadOnly: the lake in '.*' cannot be changed: it is open for reading only \(.*\); open it again when its folder can be written/;
      assert.match(stdout, /n,total\n50000,1249975000\n/);
      assert.match(stdout, /\np\n1\n/);
      assert.match(stdout, /\nv\na\n/);
      assert.is(stdout.match(new RegExp(refused, 'g'))?.length, 3, stdout);
      assert.match(stdout, /\nn\n2\n$/);
    }));

  test('commits that stand in the log alone are read on a disk that takes no writes', () =>
    inScratchFolder((folder) => {
      const cutOff = `
        import { open } from '${new URL('../../runtime/engine.ts', import.meta.url).href}';
        const engine = await open(process.env.DISK + '/lake', { workers: 0 });
        await engine.exec("create table t (id int); insert into t values (1), (2), (3)");
        process.kill(process.pid, 'SIGKILL');`;
      const script = `
        "$NODE" --input-type=module -e "$CUT" 2>/dev/null
        test -s "$DISK/lake/.gobi/catalog.sqlite-wal" || exit 3
        mount -o remount,ro "$DISK"
        "$NODE" "$GOBI" sql --db "$DISK/lake" --format csv -c "select count(*) as n from t"`.replace(
        '$CUT',
        cutOff.replaceAll('"', '\\"').trim(),
      );
      const { status, stdout, stderr } = onDisk(8, folder, script);
      assert.is(status, 0, stdout + stderr);
      assert.is(stdout, 'n\n3\n');
    }));
} else {
  skip(
    test,
    'small disks',
    'this machine does not let us mount one (`unshare -rm`); the twin with a limit stands in for it',
  );
}

test.run();
