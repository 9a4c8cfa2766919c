import { Injectable } from '@nestjs/common';
import type { ImportRun } from './import-run.js';

@Injectable()
export class ImportPictures {
  async run({ options }: ImportRun): Promise<void> {
    await Promise.resolve(options);
  }
}
