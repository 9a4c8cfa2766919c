import { newId, type Id } from '#shared-kernel';
import { changeStatus, type ImportStatus } from './import-status.js';

export type ImportId = Id<'Import'>;

/** What has become of the products of a batch. */
export interface Outcome {
  created: number;
  changed: number;
  unchanged: number;
}

/** The state of an import as it is stored. */
export interface ImportState {
  readonly id: ImportId;
  /** The account that has sent it. */
  readonly actor: string;
  readonly createOptions: boolean;
  readonly header: readonly string[];
  status: ImportStatus;
  apply: boolean;
  /** The account whose changes it makes; null while it is a dry run. */
  appliedBy: string | null;
  rows: number;
  checkedRows: number;
  appliedRows: number;
  checkedThrough: string | null;
  appliedThrough: string | null;
  errors: number;
  created: number;
  changed: number;
  unchanged: number;
}

/** A file of products on its way into the shop: taken in, checked as a whole, and only then applied, batch by batch. */
export class Import {
  private constructor(private readonly state: ImportState) {}

  static begin(of: Pick<ImportState, 'actor' | 'apply' | 'createOptions' | 'header'>): Import {
    return new Import({
      ...of,
      id: newId<ImportId>(),
      status: 'staging',
      appliedBy: of.apply ? of.actor : null,
      rows: 0,
      checkedRows: 0,
      appliedRows: 0,
      checkedThrough: null,
      appliedThrough: null,
      errors: 0,
      created: 0,
      changed: 0,
      unchanged: 0,
    });
  }

  static from(state: ImportState): Import {
    return new Import({ ...state });
  }

  /** The whole file has come in, `refusedRows` of it so wrong that they are not kept. */
  take(of: { rows: number; refusedRows: number; errors: number }): void {
    this.become('staged');
    this.state.rows = of.rows;
    this.state.checkedRows = of.refusedRows;
    this.state.errors = of.errors;
  }

  startChecking(): void {
    this.become('checking');
  }

  checked(of: { through: string; rows: number; errors: number }): void {
    this.state.checkedThrough = of.through;
    this.state.checkedRows += of.rows;
    this.state.errors += of.errors;
  }

  /** Every row has been looked at: the application begins only if none of them is wrong. */
  finishChecking(): void {
    const { errors, apply } = this.state;
    if (errors > 0) this.become('refused');
    else this.become(apply ? 'applying' : 'checked');
  }

  applied(of: { through: string; rows: number } & Outcome): void {
    this.state.appliedThrough = of.through;
    this.state.appliedRows += of.rows;
    this.state.created += of.created;
    this.state.changed += of.changed;
    this.state.unchanged += of.unchanged;
  }

  finishApplying(): void {
    this.become('applied');
  }

  /** It can't go on: the shop has changed since the check, or something has failed. What is applied stays. */
  stop(errors: number): void {
    this.become('stopped');
    this.state.errors = errors;
  }

  /**
   * A dry run shall be applied after all, or a stopped import go on: what is not applied yet is checked anew, since time has passed.
   * @throws ImportStatusRefused
   */
  requestApplication(actor: string): void {
    this.become('staged');
    this.state.apply = true;
    this.state.appliedBy = actor;
    this.state.errors = 0;
    this.state.checkedThrough = this.state.appliedThrough;
    this.state.checkedRows = this.state.appliedRows;
  }

  /** One that is being applied stops where it is, since it can't be undone. @throws ImportStatusRefused once it is applied */
  cancel(): void {
    if (this.status === 'applying') this.stop(0);
    else this.become('cancelled');
  }

  get id(): ImportId {
    return this.state.id;
  }

  get status(): ImportStatus {
    return this.state.status;
  }

  get hasStock(): boolean {
    return this.state.header.includes('stock');
  }

  /** How much of the work is done, in percent; the check counts as a third of an application. */
  get progress(): number {
    const { status, apply, rows, checkedRows, appliedRows } = this.state;
    if (['applied', 'checked', 'refused', 'cancelled'].includes(status)) return 100;
    if (rows === 0) return 0;
    const share = apply ? 1 / 3 : 1;
    return Math.floor(100 * (share * (checkedRows / rows) + (1 - share) * (appliedRows / rows)));
  }

  get snapshot(): Readonly<ImportState> {
    return this.state;
  }

  private become(status: ImportStatus): void {
    this.state.status = changeStatus(this.state.status, status);
  }
}
