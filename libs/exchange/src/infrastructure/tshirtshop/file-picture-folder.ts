import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { PictureFolder } from '../../domain/tshirtshop/picture-folder.js';

@Injectable()
export class FilePictureFolder extends PictureFolder {
  override async read(folder: string, name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(folder, basename(name)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EISDIR') return undefined;
      throw error;
    }
  }
}
