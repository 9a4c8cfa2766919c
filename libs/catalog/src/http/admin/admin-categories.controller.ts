import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import type { Author } from '../../application/author.js';
import { KeepCategories } from '../../application/keep-categories.js';
import { CategoryNotFound } from '../../domain/catalog.errors.js';
import type { CategoryId, DepartmentId } from '../../domain/ids.js';
import { AdminShelfQueries } from '../../queries/admin-shelf.queries.js';
import { AdminCategoryView } from '../../queries/admin-shelf.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { CategoryChangeRequest, NewCategoryRequest } from './shelves.dto.js';
import { Editor, StaffMember } from './staff-member.js';

@Administration('departments and categories')
@Controller('admin/categories')
export class AdminCategoriesController {
  constructor(
    private readonly shelves: AdminShelfQueries,
    private readonly categories: KeepCategories,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'A new category, behind the others of its department' })
  @ApiCreatedResponse({ type: AdminCategoryView })
  @ApiNotFoundResponse({ type: Problem, description: 'The department is not known.' })
  @ApiConflictResponse({ type: Problem, description: 'The slug is taken.' })
  async create(
    @Body() { description = '', departmentId, ...category }: NewCategoryRequest,
    @StaffMember() by: Author,
  ): Promise<AdminCategoryView> {
    const input = { ...category, description, departmentId: departmentId as DepartmentId };
    return this.shelves.category(await this.categories.create(input, by));
  }

  @Get(':categoryId')
  @ApiOperation({ summary: 'One category; its ETag goes into If-Match' })
  @ApiParam({ name: 'categoryId', format: 'uuid' })
  @ApiOkResponse({ type: AdminCategoryView })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('categoryId', CategoryNotFound) id: CategoryId): Promise<AdminCategoryView> {
    return this.shelves.category(id);
  }

  @Patch(':categoryId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Change name, description or slug, or move it to another department' })
  @ApiParam({ name: 'categoryId', format: 'uuid' })
  @ApiOkResponse({ type: AdminCategoryView })
  @ApiConflictResponse({ type: Problem, description: 'The slug is taken.' })
  async change(
    @IdOf('categoryId', CategoryNotFound) id: CategoryId,
    @Body() { departmentId, ...change }: CategoryChangeRequest,
    @Editor() by: Author,
  ): Promise<AdminCategoryView> {
    await this.categories.change(
      id,
      { ...change, departmentId: departmentId as DepartmentId | undefined },
      by,
    );
    return this.shelves.category(id);
  }

  @Delete(':categoryId')
  @HttpCode(204)
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove an empty category' })
  @ApiParam({ name: 'categoryId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: Problem, description: 'Products stand in it.' })
  remove(@IdOf('categoryId', CategoryNotFound) id: CategoryId, @Editor() by: Author): Promise<void> {
    return this.categories.remove(id, by);
  }
}
