@powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0thalweg.ps1" %*
