#!/usr/bin/env bash
# The compiler that nginx's configure is given. A test program that it links becomes a script that runs it in Node, so that every
# question is answered by the target; nginx itself is not linked here but in nginx.sh, with everything else.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
compile=(clang --target=wasm32-wasi --sysroot=/usr -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID
  -D_WASI_EMULATED_PROCESS_CLOCKS -I"$here/../c/os/include" -include sys/epoll.h)
output=a.out linking=1
arguments=("$@")
for ((i = 0; i < $#; i++)); do
  case ${arguments[i]} in
  -c | -E | -M* | -v | --version | -dumpmachine) linking=0 ;;
  -o) output=${arguments[i + 1]} ;;
  -lcrypt | -ldl | -lpthread) arguments[i]=-lc ;;
  esac
done
if ((!linking)); then exec "${compile[@]}" "$@"; fi
if [[ $output == objs/nginx ]]; then exec touch "$output"; fi
"${compile[@]}" "${arguments[@]}" "$here/../libos.a" -o "$output.wasm"
printf '#!/bin/sh\nexec node --no-warnings "%s/run.mjs" "$(dirname "$0")/%s"\n' "$(realpath "$here")" "$(basename "$output").wasm" >"$output"
chmod +x "$output"
