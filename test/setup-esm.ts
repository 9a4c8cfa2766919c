// Some CommonJS packages (mailer, throttler, nestjs-pino) require ESM ones. Under Jest's module registry that is a
// cycle unless the ESM side has been loaded first.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
import 'nodemailer';
