# How C is compiled, and PCRE2 and zlib, which come without a configure of their own: for each build. Sourced, with `cc` set to the compiler
# and its flags, in the folder that workshop.mjs prepares.

# compile FOLDER FLAGS… -- SOURCES…: objects by their sources' names, two at a time
compile() {
  local folder=$1 own=()
  shift
  while [[ $1 != -- ]]; do own+=("$1"); shift; done
  shift
  mkdir -p "$folder"
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c 'object=$0/$(echo "$1" | tr / _ | sed "s/\.c$/.o/"); shift; exec "$@" -o "$object"' \
    "$folder" {} "${cc[@]}" "${own[@]}" -c {}
}

# compile_pcre FLAGS…
compile_pcre() {
  local source=sources/pcre2/src part parts found=()
  cp "$source/pcre2.h.generic" "$source/pcre2.h"
  cp "$source/config.h.generic" "$source/config.h"
  cp "$source/pcre2_chartables.c.dist" "$source/pcre2_chartables.c"
  parts=(auto_possess chartables chkdint compile compile_cgroup compile_class config context convert dfa_match error extuni find_bracket
    jit_compile maketables match match_data match_next newline ord2utf pattern_info script_run serialize string_utils study substitute
    substring tables ucd valid_utf xclass)
  for part in "${parts[@]}"; do [[ ! -f $source/pcre2_$part.c ]] || found+=("$source/pcre2_$part.c"); done
  compile objects/pcre2 "$@" -DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DSUPPORT_PCRE2_8 -DSUPPORT_UNICODE -DPCRE2_STATIC -I"$source" -- "${found[@]}"
}

compile_zlib() {
  local source=sources/zlib
  compile objects/zlib "$@" -I"$source" -- "$source"/{adler32,crc32,deflate,infback,inffast,inflate,inftrees,trees,zutil}.c
}

# collect_libraries: lib/, which nginx is linked with
collect_libraries() {
  mkdir -p lib
  cp openssl/libssl.a openssl/libcrypto.a lib/
  llvm-ar rcsD lib/libpcre2-8.a objects/pcre2/*.o
  llvm-ar rcsD lib/libz.a objects/zlib/*.o
}
