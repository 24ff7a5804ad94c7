/**
 * Whether statements are to run in a worker, so that this thread can show results as they come, tell how far they are and hear Ctrl-C. A worker takes time to start, which is
 * lost on a single statement that nobody watches: it has nothing to show before its end, and its process can be ended at any time.
 */
export function needsWorker(text: string): boolean {
  return process.stderr.isTTY || /[;\n]\s*\S/.test(text.trim());
}
