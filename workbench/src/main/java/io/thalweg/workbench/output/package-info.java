/** What commands print and write: tables, JSON, progress, reports and the folder they stand in. */
package io.thalweg.workbench.output;
