CREATE TABLE `announcement` (
	`id` integer PRIMARY KEY NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `fact` (
	`key` text PRIMARY KEY NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feed` (
	`rv` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `input` (
	`seq` integer NOT NULL,
	`part` integer NOT NULL,
	`at` integer NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`seq`, `part`)
);
--> statement-breakpoint
CREATE TABLE `note_snapshot` (
	`part` integer PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `note_update` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `row` (
	`tbl` text NOT NULL,
	`key` text NOT NULL,
	`part` integer NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`tbl`, `key`, `part`)
);
--> statement-breakpoint
CREATE TABLE `run` (
	`id` text PRIMARY KEY NOT NULL,
	`json` text NOT NULL,
	`board` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `seat` (
	`seat` integer PRIMARY KEY NOT NULL,
	`json` text NOT NULL
);
