import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
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

class Person {
  @IsString()
  @MaxLength(3)
  readonly name!: string;

  @IsOptional()
  @MaxLength(3, { each: true })
  readonly roles?: string[];
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

describe('what a body is refused with', () => {
  it.each([
    [{}, 'isDefined', 'name must be given'],
    [{ name: 5 }, 'isString', 'name must be a string'],
    [{ name: null }, 'isString', 'name must be a string'],
    [{ name: [] }, 'isString', 'name must be a string'],
    [{ name: 'Grace' }, 'maxLength', 'name must be shorter than or equal to 3 characters'],
    [
      { name: 'Ada', roles: [5] },
      'maxLength',
      'each value in roles must be shorter than or equal to 3 characters',
    ],
    [{ name: 'Ada', role: undefined }, 'unknown-field', 'property role should not exist'],
  ])('%j: %s', async (body, code, message) => {
    await expect(validationPipe().transform(body, { type: 'body', metatype: Person })).rejects.toMatchObject({
      details: [{ code, message }],
    });
  });
});
