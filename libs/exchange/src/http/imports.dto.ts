import { ApiProperty } from '@nestjs/swagger';
import { choiceParameter, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { ImportErrorView, ImportView } from '../queries/import.views.js';

export class ImportList {
  @ApiProperty({ type: [ImportView] })
  readonly items!: ImportView[];
  @ApiProperty()
  readonly page!: number;
  @ApiProperty()
  readonly limit!: number;
  @ApiProperty()
  readonly total!: number;
}

export class ImportErrorList {
  @ApiProperty({ type: [ImportErrorView] })
  readonly items!: ImportErrorView[];
  @ApiProperty()
  readonly page!: number;
  @ApiProperty()
  readonly limit!: number;
  @ApiProperty({ description: 'Those that are kept; the import counts all of them.' })
  readonly total!: number;
}

const known = new Set(['apply', 'createOptions']);
const yesOrNo = ['true', 'false'] as const;

/** @throws ValidationFailed */
export function uploadParameters(query: RawQuery): { apply: boolean; createOptions: boolean } {
  refuseUnknownParameters(query, known);
  return {
    apply: choiceParameter(query, 'apply', yesOrNo, 'true') === 'true',
    createOptions: choiceParameter(query, 'createOptions', yesOrNo, 'false') === 'true',
  };
}
