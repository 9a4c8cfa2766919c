import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadResult, Task } from './protocol.js';

interface Answer {
  result?: LoadResult;
  error?: string;
}

/** Our end of the process that makes the load. */
export class LoadProcess {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('main.js', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

  get pid(): number {
    return this.child.pid ?? 0;
  }

  run(task: Task): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        reject(new Error('The load process has ended.'));
      };
      this.child.once('exit', onExit);
      this.child.once('message', ({ result, error }: Answer) => {
        this.child.off('exit', onExit);
        if (result === undefined) reject(new Error(`The load failed: ${error ?? 'no result'}`));
        else resolve(result);
      });
      this.child.send(task);
    });
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}
