// door.h. One page that ends with the instruction, so that what comes after it is still there when
// the page is gone.
    .section .text.hy_door, "ax", @progbits
    .balign 4096
    .globl hy_door_call
    .type hy_door_call, @function
hy_door_call:
    mov %rdi, %rax
    mov %rsi, %rdi
    mov %rdx, %rsi
    mov %rcx, %rdx
    mov %r8, %r10
    mov %r9, %r8
    mov 8(%rsp), %r9
    jmp door
    .org hy_door_call + 4096 - 2, 0xcc
door:
    syscall
    .globl hy_door_sill
hy_door_sill:
    ret
    .size hy_door_call, . - hy_door_call

    .section .note.GNU-stack, "", @progbits
