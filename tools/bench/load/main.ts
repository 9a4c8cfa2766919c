import { checkouts } from './checkouts.js';
import { flood } from './flood.js';
import type { LoadResult, Task } from './protocol.js';
import { replay } from './replay.js';

// The load comes from a process of its own, so that it can't hold up what measures.
process.on('message', (task: Task) => {
  void run(task).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

function run(task: Task): Promise<LoadResult> {
  switch (task.kind) {
    case 'replay':
      return replay(task);
    case 'checkouts':
      return checkouts(task);
    case 'flood':
      return flood(task);
  }
}
