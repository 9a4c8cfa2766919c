import type { Import, ImportId } from './import.js';
import type { ImportProblem } from './import-problem.js';

/** All imports. Works only inside a unit of work. */
export abstract class Imports {
  abstract add(import_: Import): Promise<void>;

  /** Locked until the unit of work ends, which keeps two workers apart. @throws ImportNotFound */
  abstract get(id: ImportId): Promise<Import>;

  abstract save(import_: Import): Promise<void>;

  /** Keeps the first thousand of an import. */
  abstract addProblems(id: ImportId, problems: readonly ImportProblem[]): Promise<void>;

  abstract forgetProblems(id: ImportId): Promise<void>;
}
