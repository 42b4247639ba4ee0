/** The command {@code list}: names all estimators, laws, problems and models. */
package io.thalweg.workbench.list;
