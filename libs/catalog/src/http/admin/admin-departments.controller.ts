import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
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
import { KeepDepartments } from '../../application/keep-departments.js';
import { DepartmentNotFound } from '../../domain/catalog.errors.js';
import type { CategoryId, DepartmentId } from '../../domain/ids.js';
import { AdminShelfQueries } from '../../queries/admin-shelf.queries.js';
import { AdminDepartmentList, AdminDepartmentView } from '../../queries/admin-shelf.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { DepartmentChangeRequest, NewDepartmentRequest, OrderRequest } from './shelves.dto.js';
import { Editor, StaffMember } from './staff-member.js';

@Administration('departments and categories')
@Controller('admin')
export class AdminDepartmentsController {
  constructor(
    private readonly shelves: AdminShelfQueries,
    private readonly departments: KeepDepartments,
    private readonly categories: KeepCategories,
  ) {}

  @Get('departments')
  @ApiOperation({ summary: 'All departments with their categories' })
  @ApiOkResponse({ type: AdminDepartmentList })
  async list(): Promise<AdminDepartmentList> {
    return { items: await this.shelves.departments() };
  }

  @Post('departments')
  @Idempotent()
  @ApiOperation({ summary: 'A new department, behind the others' })
  @ApiCreatedResponse({ type: AdminDepartmentView })
  @ApiConflictResponse({ type: Problem, description: 'The slug is taken.' })
  async create(
    @Body() { description = '', ...department }: NewDepartmentRequest,
    @StaffMember() by: Author,
  ): Promise<AdminDepartmentView> {
    return this.shelves.department(await this.departments.create({ ...department, description }, by));
  }

  @Get('departments/:departmentId')
  @ApiOperation({ summary: 'One department; its ETag goes into If-Match' })
  @ApiParam({ name: 'departmentId', format: 'uuid' })
  @ApiOkResponse({ type: AdminDepartmentView })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('departmentId', DepartmentNotFound) id: DepartmentId): Promise<AdminDepartmentView> {
    return this.shelves.department(id);
  }

  @Patch('departments/:departmentId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Change name, description or slug' })
  @ApiParam({ name: 'departmentId', format: 'uuid' })
  @ApiOkResponse({ type: AdminDepartmentView })
  @ApiConflictResponse({ type: Problem, description: 'The slug is taken.' })
  async change(
    @IdOf('departmentId', DepartmentNotFound) id: DepartmentId,
    @Body() change: DepartmentChangeRequest,
    @Editor() by: Author,
  ): Promise<AdminDepartmentView> {
    await this.departments.change(id, change, by);
    return this.shelves.department(id);
  }

  @Delete('departments/:departmentId')
  @HttpCode(204)
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove an empty department' })
  @ApiParam({ name: 'departmentId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: Problem, description: 'It has categories.' })
  remove(@IdOf('departmentId', DepartmentNotFound) id: DepartmentId, @Editor() by: Author): Promise<void> {
    return this.departments.remove(id, by);
  }

  @Put('department-order')
  @ApiOperation({ summary: 'Put the departments in order: all of them' })
  @ApiOkResponse({ type: AdminDepartmentList })
  async order(@Body() { ids }: OrderRequest, @StaffMember() by: Author): Promise<AdminDepartmentList> {
    await this.departments.order(ids as DepartmentId[], by);
    return this.list();
  }

  @Put('departments/:departmentId/category-order')
  @ApiOperation({ summary: 'Put the categories of a department in order: all of them' })
  @ApiParam({ name: 'departmentId', format: 'uuid' })
  @ApiOkResponse({ type: AdminDepartmentView })
  @ApiNotFoundResponse({ type: Problem })
  async orderCategories(
    @IdOf('departmentId', DepartmentNotFound) id: DepartmentId,
    @Body() { ids }: OrderRequest,
    @StaffMember() by: Author,
  ): Promise<AdminDepartmentView> {
    await this.categories.order(id, ids as CategoryId[], by);
    return this.shelves.department(id);
  }
}
