import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsString, ValidateNested } from 'class-validator';
import { validationPipe } from './validation.js';

class Value {
  @IsString()
  readonly code!: string;
}

class Request {
  @ValidateNested({ each: true })
  @Type(() => Value)
  readonly values!: Value[];
}

const validate = async (body: unknown): Promise<unknown> =>
  validationPipe().transform(body, { type: 'body', metatype: Request });

describe('the shape of a body', () => {
  it('is taken when it fits', async () => {
    expect(await validate({ values: [{ code: 'm' }] })).toEqual({ values: [{ code: 'm' }] });
  });

  it.each([[{ values: [[]] }], [{ values: [{ code: 'm' }, [{ code: 'm' }]] }], [[[]]]])(
    'is refused with a list where an object belongs: %j',
    async (body) => {
      await expect(validate(body)).rejects.toMatchObject({ code: 'validation.failed' });
    },
  );
});
