/** Worker threads that answer one request each at a time. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Answer, Answers, Request } from './messages.ts';
import { unpackError } from './sent-error.ts';

/** From sources or compiled, a worker runs what its main thread runs. */
const program = new URL(`./search-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** A worker does not inherit the loader of TypeScript sources that its main thread has, so it registers it first. */
function startWorker(): Worker {
  if (!program.href.endsWith('.ts')) return new Worker(program);
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const start = `import(${loader}).then(({ register }) => (register(), import(${JSON.stringify(program.href)})))`;
  return new Worker(start, { eval: true });
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class WorkerPool {
  readonly #workers: readonly Worker[];
  readonly #waiting: (Waiting | undefined)[];

  constructor(size: number) {
    this.#waiting = Array.from({ length: size }, () => undefined);
    this.#workers = Array.from({ length: size }, (_, index) => {
      const worker = startWorker();
      worker.on('message', (message: Answer) => {
        const waiting = this.#waiting[index];
        this.#waiting[index] = undefined;
        if ('failure' in message) waiting?.reject(unpackError(message.failure));
        else waiting?.resolve(message.answer as never);
      });
      const end = (error: Error): void => {
        this.#waiting[index]?.reject(error);
        this.#waiting[index] = undefined;
      };
      worker.on('error', end);
      worker.on('exit', (code) => {
        end(new Error(`a worker ended by itself, with code ${String(code)}`));
      });
      return worker;
    });
  }

  get size(): number {
    return this.#workers.length;
  }

  /** Asks a worker that is not busy. Rejects with the worker's error, or if the worker dies. */
  ask<Asked extends Request>(index: number, request: Asked): Promise<Answers[Asked['kind']]> {
    return new Promise((resolve, reject) => {
      const worker = this.#workers[index];
      if (worker === undefined || this.#waiting[index] !== undefined) {
        reject(new RangeError(`worker ${String(index)} cannot be asked`));
        return;
      }
      this.#waiting[index] = { resolve, reject };
      worker.postMessage(request);
    });
  }

  /** Asks every worker and waits for all of them, whatever becomes of some; throws the first error then. */
  async askAll<Asked extends Request>(
    request: (index: number) => Asked,
    onFailure: () => void = () => undefined,
  ): Promise<readonly Answers[Asked['kind']][]> {
    const settled = await Promise.allSettled(
      this.#workers.map((_, index) =>
        this.ask(index, request(index)).catch((error: unknown) => {
          onFailure();
          throw error;
        }),
      ),
    );
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }

  /** Ends all workers, busy or not. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
